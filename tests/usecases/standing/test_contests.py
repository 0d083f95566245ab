"""Contests: once for each measure, by its own account's owner, decided by somebody else, never forgotten."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from amends.core.access import Forbidden, Role
from amends.core.standing.contests import AlreadyContested, ContestAnswered, ContestUnseen, SamePerson
from amends.core.standing.imposing import MeasureEnded, MeasureUnseen, WordsMissing
from amends.records.access.measures import measure_of
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.notices.models import Outbox
from amends.records.standing.due import due_contests
from amends.records.standing.models import Contest, StandingChange
from amends.usecases.standing.answer_contest import AnswerContest, answer_contest
from amends.usecases.standing.contest_measure import ContestMeasure, contest_measure
from amends.usecases.standing.escalate_contest import escalate_contest
from amends.usecases.standing.expire_measure import expire_measure
from amends.usecases.standing.lift_measure import LiftMeasure, lift_measure
from tests.makers.cases import nothing_happens, rows
from tests.makers.people import NOW, Person, colleague, owner, staff
from tests.makers.standing import MONTH, contest, impose

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def answer(one: Contest, who: Person, *, lift: bool = False, words: str = "The bank says otherwise.") -> None:
    answer_contest(ask=AnswerContest(contest=one.id, lift=lift, words=words), actor=who.actor, now=NOW)


def test_a_contest_waits_until_an_absolute_time_and_changes_nothing_yet(merchant: Person):
    one = contest(merchant, impose(merchant))
    assert (one.due_at, one.answer) == (NOW + settings.CONTEST_WAIT, "")
    assert measure_of(merchant.account_id, now=NOW) is not None
    told = StandingChange.objects.get(code="standing.contested")
    assert (told.before, told.after, told.words) == ("blocked", "blocked", "The bank did that, not we.")
    assert Outbox.objects.filter(code="standing.contested").count() == 1


def test_each_measure_is_contested_once_whatever_the_answer(merchant: Person, finance: Person):
    measure = impose(merchant)
    one = contest(merchant, measure)
    with nothing_happens(AlreadyContested):
        contest(merchant, measure)
    answer(one, finance)
    with nothing_happens(AlreadyContested):
        contest(merchant, measure)
    contest(merchant, impose(merchant))


def test_only_the_accounts_own_owner_contests(merchant: Person):
    measure, stranger = impose(merchant), owner(shop="Elsewhere")
    with nothing_happens(MeasureUnseen):
        contest(stranger, measure)
    with nothing_happens(MeasureUnseen):
        contest_measure(ask=ContestMeasure(measure=new_id(), words="x"), actor=merchant.actor, now=NOW)
    for role in (Role.AFTER_SALES, Role.FINANCE, Role.VIEWER):
        other = colleague(merchant, role)
        with nothing_happens(Forbidden):
            contest(other, measure)
    with nothing_happens(WordsMissing):
        contest_measure(ask=ContestMeasure(measure=measure.id, words=" "), actor=merchant.actor, now=NOW)


def test_what_has_ended_is_not_contested(merchant: Person, finance: Person):
    measure = impose(merchant)
    with nothing_happens(MeasureEnded):
        contest(merchant, measure, now=NOW + MONTH)
    lift_measure(ask=LiftMeasure(measure=measure.id, words="Ours."), actor=finance.actor, now=NOW)
    with nothing_happens(MeasureEnded):
        contest(merchant, measure)


def test_upheld_the_measure_stays(merchant: Person, finance: Person):
    measure = impose(merchant)
    one = contest(merchant, measure)
    answer(one, finance)
    one.refresh_from_db()
    assert (one.answer, one.answer_words, one.answered_by) == ("upheld", "The bank says otherwise.", finance.actor.id)
    counts = measure_of(merchant.account_id, now=NOW)
    assert counts and counts.id == measure.id
    told = StandingChange.objects.get(code="standing.contest_upheld")
    assert (told.before, told.after, told.by) == ("blocked", "blocked", finance.actor.id)


def test_lifted_the_measure_ends_at_once(merchant: Person, finance: Person):
    one = contest(merchant, impose(merchant))
    answer(one, finance, lift=True)
    assert measure_of(merchant.account_id, now=NOW) is None
    told = StandingChange.objects.get(code="standing.contest_lifted")
    assert (told.before, told.after) == ("blocked", "good")
    assert Outbox.objects.filter(code="standing.contest_lifted").count() == 1
    assert list(violations(late=NOW)) == []


def test_whoever_took_the_measure_does_not_decide(merchant: Person, finance: Person):
    one = contest(merchant, impose(merchant, by=finance))
    for lift in (True, False):
        with nothing_happens(SamePerson):
            answer(one, finance, lift=lift)
    answer(one, staff(Role.ADMIN))


def test_the_database_refuses_it_as_well(merchant: Person, finance: Person):
    contest(merchant, impose(merchant, by=finance))
    statement = (
        "update contests set answer = 'upheld', answer_words = 'Mine.', answered_by = %s, answered_at = now(), "
        "due_at = null"
    )
    with connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match="does not decide"), transaction.atomic():
            cursor.execute(statement, [finance.actor.id])
        cursor.execute(statement, [staff(Role.ADMIN).actor.id])
        for spoil in ("update contests set answer = 'lifted'", "delete from contests"):
            with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
                cursor.execute(spoil)


def test_a_contest_is_answered_once_in_words_and_by_whoever_may(merchant: Person, finance: Person):
    one, agent = contest(merchant, impose(merchant)), staff()
    with nothing_happens(WordsMissing):
        answer(one, finance, words=" ")
    with nothing_happens(Forbidden):
        answer(one, agent)
    with nothing_happens(Forbidden):
        answer(one, merchant)
    with nothing_happens(ContestUnseen):
        answer(Contest(id=new_id()), finance)
    answer(one, finance)
    with nothing_happens(ContestAnswered):
        answer(one, finance, lift=True)


def test_a_measure_that_ends_leaves_its_contest_nothing_to_decide(merchant: Person, finance: Person):
    measure = impose(merchant, by=finance)
    one = contest(merchant, measure)
    lift_measure(ask=LiftMeasure(measure=measure.id, words="Ours."), actor=finance.actor, now=NOW)
    one.refresh_from_db()
    assert (one.answer, one.answered_by, one.due_at) == ("moot", None, None)
    second = impose(merchant)
    other = contest(merchant, second)
    assert expire_measure(measure=second.id, now=NOW + MONTH)
    other.refresh_from_db()
    assert other.answer == "moot"
    with nothing_happens(ContestAnswered):
        answer(other, finance)


def test_one_that_waits_too_long_escalates_each_period(merchant: Person):
    one = contest(merchant, impose(merchant))
    early, due = NOW + settings.CONTEST_WAIT - timedelta(microseconds=1), NOW + settings.CONTEST_WAIT
    before = rows()
    assert due_contests(now=early, limit=9) == [] and escalate_contest(contest=one.id, now=early) is False
    assert rows() == before
    assert due_contests(now=due, limit=9) == [one.id]
    assert escalate_contest(contest=one.id, now=due) is True
    assert escalate_contest(contest=one.id, now=due) is False
    one.refresh_from_db()
    assert (one.escalations, one.due_at) == (1, due + settings.CONTEST_WAIT)
    assert escalate_contest(contest=one.id, now=due + settings.CONTEST_WAIT) is True
    assert Outbox.objects.filter(code="standing.contest_escalated").count() == 2
