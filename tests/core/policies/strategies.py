"""Facts, predicates and whole policies, made up by hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from amends.core.disputes.reasons import Detail, Reason
from amends.core.evidence.purposes import Purpose
from amends.core.money import Money
from amends.core.orders.kinds import Kind, Stage, Tracking
from amends.core.orders.parts import PART_NAMES, Parts
from amends.core.orders.words import Alert, Circumstance, Product
from amends.core.policies.answers import Answer
from amends.core.policies.catalog import COMPARISONS, FACTS, Sort
from amends.core.policies.clauses import Anchor, Clause, Need, Policy, Refund, Resend, Share, Then, Window
from amends.core.policies.facts import FIELDS, Facts
from amends.core.policies.predicates import AllOf, AnyOf, Not, Number, Predicate, Question
from amends.core.policies.words import Bearer
from amends.core.standing.standings import Standing

COUNTRIES = ("US", "BR", "IL", "DE")
METHODS = ("CJPacket Liquid Line", "cjpacket liquid line ", "CJPacket Ordinary")
DAYS = st.integers(0, 130)

_VALUES: dict[str, st.SearchStrategy[object]] = {
    "reason": st.sampled_from(Reason),
    "detail": st.sampled_from(Detail),
    "kind": st.sampled_from(Kind),
    "stage": st.sampled_from(Stage),
    "tracking": st.sampled_from(Tracking),
    "alert": st.sampled_from(Alert),
    "country": st.sampled_from(COUNTRIES),
    "method": st.sampled_from(METHODS),
    "trackable": st.booleans(),
    "warehouse_started": st.booleans(),
    "days_since_departure": DAYS,
    "days_since_delivery": st.integers(0, 12),
    "days_since_payment": DAYS,
    "days_since_signing": st.integers(0, 14),
    "product": st.sampled_from(Product),
    "parts": st.builds(Parts, goods=st.integers(0, 2000), shipping=st.integers(0, 300)),
    "currency": st.sampled_from(["USD", "USD", "EUR"]),
    "quantity": st.integers(1, 4),
    "evidence": st.frozensets(st.sampled_from(Purpose)),
    "circumstances": st.frozensets(st.sampled_from(Circumstance), max_size=2),
    "standing": st.sampled_from(Standing),
}

known_facts = st.builds(Facts, **_VALUES)
"""Cases of which everything is known, whether or not it fits together."""

facts = st.builds(
    lambda whole, gone: replace(whole, **dict.fromkeys(gone)), known_facts, st.sets(st.sampled_from(FIELDS))
)
"""Cases of which something may not be known."""


@st.composite
def learned(draw: st.DrawFn) -> tuple[Facts, Facts]:
    """A case, and the same one when more is known of it."""
    whole = draw(known_facts)
    gone = draw(st.sets(st.sampled_from(FIELDS)))
    still_gone = draw(st.sets(st.sampled_from(sorted(gone)))) if gone else set()
    return replace(whole, **dict.fromkeys(gone)), replace(whole, **dict.fromkeys(still_gone))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Any question that the catalog allows."""
    name = draw(st.sampled_from(sorted(FACTS)))
    fact = FACTS[name]
    if draw(st.integers(0, 9)) == 0:
        return Question(name, "known", True)
    if fact.sort is Sort.FLAG:
        return Question(name, "is", draw(st.booleans()))
    if fact.sort is Sort.MONEY:
        return Question(name, draw(st.sampled_from(COMPARISONS)), Money(draw(st.integers(0, 2300)), "USD"))
    if fact.sort is Sort.COUNT:
        return Question(name, draw(st.sampled_from(("is", *COMPARISONS))), Number(draw(DAYS)))
    words = [word.value for word in fact.words] if fact.words else list(METHODS if name == "method" else COUNTRIES)
    one, many = ("has", "has_any") if fact.sort is Sort.SET else ("is", "in")
    if draw(st.booleans()):
        return Question(name, one, (draw(st.sampled_from(words)),))
    return Question(name, many, tuple(draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True))))


def _joined(inner: st.SearchStrategy[Predicate]) -> st.SearchStrategy[Predicate]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(several.map(AllOf), several.map(AnyOf), inner.map(Not))


predicates: st.SearchStrategy[Predicate] = st.recursive(questions(), _joined, max_leaves=5)

_texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00{}"), min_size=1).filter(str.strip)
_titles = st.one_of(_texts, st.just("Longer than a line of any page. " * 10))
_numbers = st.one_of(DAYS.map(Number), st.just(Number(45, "days")))
_windows = st.one_of(
    st.none(),
    st.builds(Window, st.sampled_from(Anchor), from_day=_numbers),
    st.builds(Window, st.sampled_from(Anchor), to_day=_numbers),
    st.builds(
        Window, st.sampled_from(Anchor), from_day=st.integers(0, 20).map(Number), to_day=st.just(Number(45, "days"))
    ),
)
_parts = st.sets(st.sampled_from(PART_NAMES), min_size=1).map(lambda named: tuple(n for n in PART_NAMES if n in named))
_refunds = st.one_of(
    st.builds(Refund, st.just(Share.FULL), parts=_parts),
    st.builds(Refund, st.just(Share.PARTIAL), st.integers(1, 100).map(Number), _parts),
)
_liabilities = st.one_of(
    st.just(()), st.just(((Bearer.SUPPLIER, 100),)), st.just(((Bearer.PLATFORM, 40), (Bearer.CARRIER, 60)))
)
_thens = st.one_of(
    st.builds(Then, st.sampled_from([Answer.NO, Answer.PERSON]), liability=_liabilities),
    st.builds(
        Then,
        st.just(Answer.YES),
        _refunds,
        st.one_of(st.none(), st.sampled_from(Resend)),
        st.one_of(st.none(), st.sampled_from(Bearer)),
        _liabilities,
    ),
)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Policies that can be read, with up to six clauses; some share a precedence and may be ambiguous."""
    when = st.lists(predicates, max_size=3).map(tuple)
    purposes = st.lists(st.sampled_from(Purpose), min_size=1, max_size=2, unique=True).map(tuple)
    clauses = []
    for at in range(draw(st.integers(1, 6))):
        then = draw(_thens)
        clause = Clause(
            id=f"clause-{at}",
            title=draw(_titles),
            text=draw(_texts) + "{days}",
            precedence=draw(st.integers(0, 9)),
            when=draw(when),
            then=then,
            window=draw(_windows),
            needs=("seen",),
            automatic=then.answer is not Answer.PERSON and draw(st.booleans()),
        )
        clauses.append(clause)
    need = Need("seen", draw(purposes), draw(_texts), draw(when))
    return Policy(draw(_texts), draw(_texts), "USD", (("days", 45),), (need,), tuple(clauses))
