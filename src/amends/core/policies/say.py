"""Questions, windows and outcomes in words."""

from amends.core.money import Money, format_minor
from amends.core.orders.parts import PART_NAMES, Parts
from amends.core.policies.answers import Answer
from amends.core.policies.catalog import FACTS
from amends.core.policies.clauses import ANCHOR_TITLES, Refund, Resend, Share, Then, Window
from amends.core.policies.predicates import AllOf, Not, Number, Predicate, Question
from amends.core.policies.sentences import Sentence
from amends.core.policies.words import title_of

_WANTED = {
    "is": "%(wanted)s",
    "in": "one of: %(wanted)s",
    "has": "%(wanted)s",
    "has_any": "any of: %(wanted)s",
    "at_least": "%(wanted)s or more",
    "at_most": "%(wanted)s or less",
    "before": "less than %(wanted)s",
    "after": "more than %(wanted)s",
    "known": "anything that is known",
}
_FLAGS = {True: "yes", False: "no"}
PART_TITLES = {"goods": "goods", "shipping": "shipping", "tax": "tax", "tax_handling": "tax handling"}


def say_predicate(predicate: Predicate) -> Sentence:
    """What a clause asks."""
    if isinstance(predicate, Question):
        facts = {"fact": say_fact(predicate.fact), "wanted": say_wanted(predicate)}
        return Sentence("%(fact)s: %(wanted)s", facts)
    if isinstance(predicate, Not):
        return Sentence("not (%(part)s)", {"part": say_predicate(predicate.part)})
    parts = tuple(map(say_predicate, predicate.parts))
    template = "all of (%(parts)s)" if isinstance(predicate, AllOf) else "any of (%(parts)s)"
    return Sentence(template, {"parts": parts}, joint="; ")


def say_fact(name: str) -> Sentence:
    """What a fact is called."""
    return Sentence(FACTS[name].title)


def say_value(name: str, value: object) -> Sentence:
    """A value of the fact called `name`."""
    if value is None:
        return Sentence("not known")
    if isinstance(value, Money):
        return say_money(value.minor, value.currency)
    if isinstance(value, bool):
        return Sentence(_FLAGS[value])
    words = FACTS[name].words
    if isinstance(value, frozenset | tuple):
        several = tuple(say_value(name, one) for one in (sorted(value) if isinstance(value, frozenset) else value))
        return Sentence("%(several)s", {"several": several}) if several else Sentence("none")
    if words is not None:
        return Sentence(title_of(words(str(value))))
    return Sentence("%(value)s", {"value": value})


def say_money(minor: int, currency: str) -> Sentence:
    """An amount with its currency."""
    return Sentence("%(amount)s %(currency)s", {"amount": format_minor(minor, currency), "currency": currency})


def say_wanted(question: Question) -> Sentence:
    """What a question wants its fact to be."""
    wanted = question.wanted
    value = wanted.value if isinstance(wanted, Number) else wanted
    return Sentence(_WANTED[question.test], {"wanted": say_value(question.fact, value)})


def say_window(window: Window) -> Sentence:
    """The days in which a dispute may be opened."""
    facts = {
        "since": Sentence(ANCHOR_TITLES[window.since]),
        "from_day": window.from_day.value if window.from_day else 0,
        "to_day": window.to_day.value if window.to_day else 0,
    }
    if window.to_day is None:
        return Sentence("from day %(from_day)s after %(since)s", facts)
    if window.from_day is None:
        return Sentence("up to day %(to_day)s after %(since)s", facts)
    return Sentence("from day %(from_day)s to day %(to_day)s after %(since)s", facts)


_RESENDS = {Resend.ALL: "the same goods again", Resend.MISSING_PART: "the missing part"}


def say_then(then: Then, *, ceiling: Parts | None = None, currency: str | None = None) -> Sentence:
    """What a clause comes to; with the most it may bring back, where that is known."""
    if then.answer is not Answer.YES:
        return Sentence({Answer.NO: "nothing", Answer.PERSON: "whatever a person decides"}[then.answer])
    granted = _granted(then, ceiling, currency)
    if then.return_paid_by is None:
        return granted
    payer = Sentence(title_of(then.return_paid_by))
    return Sentence(
        "%(granted)s, once the goods came back (paid by the %(payer)s)", {"granted": granted, "payer": payer}
    )


def _granted(then: Then, ceiling: Parts | None, currency: str | None) -> Sentence:
    refund = say_refund(then.refund, ceiling=ceiling, currency=currency) if then.refund else None
    resend = Sentence(_RESENDS[then.resend]) if then.resend else None
    if refund and resend:
        return Sentence("%(refund)s, or %(resend)s", {"refund": refund, "resend": resend})
    return refund or resend or Sentence("nothing")


def say_refund(refund: Refund, *, ceiling: Parts | None = None, currency: str | None = None) -> Sentence:
    """A refund's share, the parts it returns unless it returns all, and its ceiling where that is known."""
    facts: dict[str, object] = {"percent": refund.percent.value}
    template = "a full refund" if refund.share is Share.FULL else "a refund of up to %(percent)s%%"
    if refund.parts != PART_NAMES:
        facts["parts"] = tuple(Sentence(PART_TITLES[name]) for name in refund.parts)
        template = {
            Share.FULL: "a full refund of %(parts)s",
            Share.PARTIAL: "a refund of up to %(percent)s%% of %(parts)s",
        }[refund.share]
    said = Sentence(template, facts)
    if ceiling is None or currency is None:
        return said
    return Sentence("%(refund)s (%(most)s at most)", {"refund": said, "most": say_money(ceiling.total, currency)})
