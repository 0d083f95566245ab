"""The three answers of every question that a clause asks."""

from enum import StrEnum


class Answer(StrEnum):
    """Yes, no, or: somebody has to look. What is not known is never a no."""

    YES = "yes"
    NO = "no"
    PERSON = "person"


ANSWER_TITLES = {Answer.YES: "yes", Answer.NO: "no", Answer.PERSON: "a person decides"}


def opposite(answer: Answer) -> Answer:
    """Kleene's not: a person stays a person."""
    if answer is Answer.PERSON:
        return answer
    return Answer.NO if answer is Answer.YES else Answer.YES
