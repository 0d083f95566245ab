"""Decide a contest: uphold the measure or lift it, with words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.standing.codes import StandingCode
from amends.core.standing.contests import Answer, check_answerable
from amends.core.standing.imposing import check_words
from amends.usecases.standing.change_standing import change_standing, end_measure
from amends.usecases.standing.take_contest import take_contest


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerContest:
    """The ask; `lift` ends the measure, else it stays. The merchant reads the words."""

    contest: UUID
    lift: bool
    words: str


def answer_contest(*, ask: AnswerContest, actor: Actor, now: datetime) -> None:
    """The contest is decided, once.

    Raises Forbidden, ContestUnseen, ContestAnswered, SamePerson, WordsMissing and WordsTooLong.
    """
    require(actor, Permission.STAFF_STANDING_MANAGE)
    assert actor.id is not None
    with transaction.atomic():
        account, measure, contest = take_contest(ask.contest)
        check_answerable(answered=contest.answer != "", imposed_by=measure.imposed_by, decides=actor.id)
        contest.answer = (Answer.LIFTED if ask.lift else Answer.UPHELD).value
        contest.answer_words = check_words(ask.words)
        contest.answered_by, contest.answered_by_name = actor.id, actor.name
        contest.answered_at, contest.due_at = now, None
        told = ["answer", "answer_words", "answered_by", "answered_by_name", "answered_at", "due_at"]
        contest.save(update_fields=told)
        if ask.lift:
            end_measure(measure, now=now)
        code = StandingCode.CONTEST_LIFTED if ask.lift else StandingCode.CONTEST_UPHELD
        words = contest.answer_words
        change_standing(account=account, measure=measure, code=code, words=words, actor=actor, now=now)
