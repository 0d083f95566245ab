"""What is asked of a measure before it is taken, and before it is lifted."""

from datetime import datetime

from amends.core.refusals import Refusal
from amends.core.standing.measures import WORDS_LIMIT
from amends.core.standing.standings import Standing


class MeasureUnseen(Refusal):
    """The measure is absent, or another account's."""

    code = "standing.measure_unseen"
    sentence = "There is no measure %(measure)s."
    kind = "unseen"


class NotAMeasure(Refusal):
    """Good is no measure: it is how an account stands without one."""

    code = "standing.not_a_measure"
    sentence = "An account in good standing has no measure; lift the ones that it has instead."
    kind = "invalid"
    field = "standing"


class WordsMissing(Refusal):
    """Each measure, lifting, contest and answer is explained in words."""

    code = "standing.words_missing"
    sentence = "Explain it in words; they are read by the other side and kept."
    kind = "invalid"
    field = "words"


class WordsTooLong(Refusal):
    """The words are longer than the limit."""

    code = "standing.words_too_long"
    sentence = "Say it in %(limit)s characters or fewer."
    kind = "invalid"
    field = "words"


class EndsInThePast(Refusal):
    """A measure that ends before it begins."""

    code = "standing.ends_in_the_past"
    sentence = "Choose an end that is still to come, or make the measure permanent."
    kind = "invalid"
    field = "lasts"


class StandingChanged(Refusal):
    """Somebody changed the account's standing since the page was shown; or the button was pressed twice."""

    code = "standing.changed"
    sentence = "The account's standing has changed meanwhile; look at it again before you take a measure."


class MeasureEnded(Refusal):
    """The measure was lifted or has expired."""

    code = "standing.measure_ended"
    sentence = "This measure has ended; there is nothing to change about it."


def check_words(words: str) -> str:
    """The words without blanks around them. Raises WordsMissing and WordsTooLong."""
    told = words.strip()
    if not told:
        raise WordsMissing
    if len(told) > WORDS_LIMIT:
        raise WordsTooLong(limit=WORDS_LIMIT)
    return told


def check_measure(standing: Standing, *, until: datetime | None, now: datetime) -> None:
    """Raises NotAMeasure and EndsInThePast."""
    if standing is Standing.GOOD:
        raise NotAMeasure
    if until is not None and until <= now:
        raise EndsInThePast
