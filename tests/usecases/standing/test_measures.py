"""Taking measures, lifting them, and their end; each with its rows and its announcement."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from amends.core.access import AccountUnseen, Forbidden, Role
from amends.core.standing.imposing import (
    EndsInThePast,
    MeasureEnded,
    MeasureUnseen,
    NotAMeasure,
    StandingChanged,
    WordsMissing,
)
from amends.core.standing.measures import MeasureReason
from amends.core.standing.standings import Standing
from amends.records.access.measures import measure_of
from amends.records.access.models import Account
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.notices.models import Outbox
from amends.records.standing.due import due_measures
from amends.records.standing.models import Measure, StandingChange
from amends.usecases.standing.expire_measure import expire_measure
from amends.usecases.standing.impose_measure import ImposeMeasure, impose_measure
from amends.usecases.standing.lift_measure import LiftMeasure, lift_measure
from tests.makers.cases import nothing_happens, rows
from tests.makers.people import NOW, Person, owner, staff
from tests.makers.standing import MONTH, impose

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def history(merchant: Person) -> list[tuple[str, str, str, str, str]]:
    told = StandingChange.objects.filter(account_id=merchant.account_id).order_by("at", "id")
    return list(told.values_list("code", "before", "after", "by_name", "words"))


def warning(merchant: Person, **changes: object) -> ImposeMeasure:
    told = {"account_id": merchant.account_id, "standing": Standing.WARNED, "reason": MeasureReason.OTHER}
    return ImposeMeasure(**{**told, "words": "So.", "until": None, "seen": None, **changes})  # type: ignore[arg-type]


def test_a_measure_has_its_row_its_history_and_its_announcement(merchant: Person, finance: Person):
    measure = impose(merchant, Standing.RESTRICTED, by=finance)
    assert (measure.standing, measure.reason, measure.until) == ("restricted", "claimed_elsewhere", NOW + MONTH)
    name = finance.actor.name
    assert history(merchant) == [("standing.imposed", "good", "restricted", name, "Three chargebacks in a week.")]
    told = Outbox.objects.get(code="standing.imposed")
    assert (told.account_id, told.order_id, told.dispute_id) == (merchant.account_id, None, None)
    assert told.facts == {
        "account": "Blue Lantern",
        "standing": "restricted",
        "reason": "claimed_elsewhere",
        "until": "2026-12-23T12:00:00+00:00",
    }
    counts = measure_of(merchant.account_id, now=NOW)
    assert counts and counts.id == measure.id
    assert list(violations(late=NOW)) == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"words": "  "}, WordsMissing),
        ({"until": NOW}, EndsInThePast),
        ({"standing": Standing.GOOD}, NotAMeasure),
        ({"account_id": new_id()}, AccountUnseen),
    ],
)
def test_what_is_no_measure_is_refused(merchant: Person, finance: Person, changes: dict[str, object], refusal: type):
    told = {
        "account_id": merchant.account_id,
        "standing": Standing.WARNED,
        "reason": MeasureReason.OTHER,
        "until": None,
    }
    ask = ImposeMeasure(**{**told, "words": "So.", "seen": None, **changes})  # type: ignore[arg-type]
    with nothing_happens(refusal):
        impose_measure(ask=ask, actor=finance.actor, now=NOW)


def test_pressed_twice_it_is_one(merchant: Person, finance: Person):
    told = {
        "account_id": merchant.account_id,
        "standing": Standing.WARNED,
        "reason": MeasureReason.OTHER,
        "until": None,
    }
    ask = ImposeMeasure(**told, words="So.", seen=None)  # type: ignore[arg-type]
    impose_measure(ask=ask, actor=finance.actor, now=NOW)
    with nothing_happens(StandingChanged):
        impose_measure(ask=ask, actor=finance.actor, now=NOW)


@pytest.mark.parametrize("role", [Role.AGENT, Role.POLICY_OWNER])
def test_only_who_may_manage_standings_does(merchant: Person, role: Role):
    measure, agent = impose(merchant), staff(role)
    with nothing_happens(Forbidden):
        impose(merchant, by=agent)
    with nothing_happens(Forbidden):
        lift_measure(ask=LiftMeasure(measure=measure.id, words="No."), actor=agent.actor, now=NOW)
    with nothing_happens(Forbidden):
        lift_measure(ask=LiftMeasure(measure=measure.id, words="No."), actor=merchant.actor, now=NOW)


def test_lifting_ends_it_at_once_and_the_next_strictest_counts(merchant: Person, finance: Person):
    impose(merchant, Standing.WARNED)
    block = impose(merchant)
    lift_measure(ask=LiftMeasure(measure=block.id, words="A mistake of ours."), actor=finance.actor, now=NOW)
    counts = measure_of(merchant.account_id, now=NOW)
    assert counts and counts.standing is Standing.WARNED
    assert history(merchant)[-1] == ("standing.lifted", "blocked", "warned", finance.actor.name, "A mistake of ours.")
    with nothing_happens(MeasureEnded):
        lift_measure(ask=LiftMeasure(measure=block.id, words="Again."), actor=finance.actor, now=NOW)
    with nothing_happens(MeasureUnseen):
        lift_measure(ask=LiftMeasure(measure=new_id(), words="None."), actor=finance.actor, now=NOW)
    assert list(violations(late=NOW)) == []


def test_lifting_wants_words(merchant: Person, finance: Person):
    measure = impose(merchant)
    with nothing_happens(WordsMissing):
        lift_measure(ask=LiftMeasure(measure=measure.id, words=""), actor=finance.actor, now=NOW)


def test_its_end_is_noted_once_and_never_early(merchant: Person):
    measure, early = impose(merchant), NOW + MONTH - timedelta(microseconds=1)
    assert due_measures(now=early, limit=9) == []
    before = rows()
    assert expire_measure(measure=measure.id, now=early) is False
    assert rows() == before
    assert due_measures(now=NOW + MONTH, limit=9) == [measure.id]
    assert expire_measure(measure=measure.id, now=NOW + MONTH) is True
    assert expire_measure(measure=measure.id, now=NOW + MONTH) is False
    assert history(merchant)[-1][:4] == ("standing.expired", "blocked", "good", "Amends")
    assert Account.objects.get(id=merchant.account_id).measures == []
    assert Outbox.objects.filter(code="standing.expired").count() == 1


def test_a_permanent_one_never_ends_by_itself(merchant: Person):
    measure = impose(merchant, lasts=None)
    far = NOW + timedelta(days=36500)
    assert due_measures(now=far, limit=9) == [] and expire_measure(measure=measure.id, now=far) is False
    assert measure_of(merchant.account_id, now=far) is not None


@pytest.mark.parametrize(
    "spoil",
    [
        "update measures set standing = 'warned'",
        "update measures set until = null",
        "update measures set words = 'Other words.'",
        "update measures set ended_at = now(); update measures set ended_at = null",
        "delete from measures",
        "update standing_changes set words = ''",
        "delete from standing_changes",
        "insert into measures select new.* from measures old, jsonb_populate_record(old, "
        "jsonb_build_object('id', gen_random_uuid(), 'standing', 'good')) new",
        "insert into measures select new.* from measures old, jsonb_populate_record(old, "
        "jsonb_build_object('id', gen_random_uuid(), 'words', '')) new",
    ],
)
def test_the_database_refuses_what_no_verb_does(merchant: Person, spoil: str):
    impose(merchant)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        for statement in spoil.split("; "):
            cursor.execute(statement)


def test_an_account_row_that_disagrees_with_its_measures_is_found(merchant: Person):
    impose(merchant)
    Account.objects.filter(id=merchant.account_id).update(measures=[])
    assert [one.invariant for one in violations(late=NOW)] == ["standings"]
    assert Measure.objects.count() == 1


def test_other_accounts_are_left_alone(merchant: Person, finance: Person):
    other = owner(shop="Elsewhere")
    impose(merchant, by=finance)
    assert measure_of(other.account_id, now=NOW) is None and history(other) == []
