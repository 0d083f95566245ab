"""Standing in the console: the measures of an account, the form that takes one, lifting, and answering a contest."""

import pytest
from django.test import Client

from amends.core.access import Role
from amends.core.standing.standings import Standing
from amends.records.standing.models import Contest, Measure
from amends.records.standing.put import latest_change
from tests.doors.console.asking import nothing_changes, page, send
from tests.makers.people import Person, owner, staff
from tests.makers.standing import contest, impose

pytestmark = pytest.mark.django_db


def account(merchant: Person) -> str:
    return f"/console/accounts/{merchant.account_id}/"


def form(merchant: Person, **changes: object) -> dict[str, object]:
    told = {"standing": "blocked", "reason": "claimed_elsewhere", "words": "Three in a week.", "lasts": "30"}
    return {**told, "seen": latest_change(merchant.account_id) or "", **changes}


def test_a_measure_is_taken_and_stands_on_the_page(client: Client, ana: Person, finance: Person):
    before = page(client, finance, account(ana))
    assert "Nothing was ever held against this account." in before and "Good standing" in before
    after = send(client, finance, account(ana) + "measures/", **form(ana))
    measure = Measure.objects.get()
    assert (measure.standing, measure.imposed_by) == ("blocked", finance.actor.id)
    assert measure.until and (measure.until - measure.imposed_at).days == 30
    for told in ("Three in a week.", "The measure is in force", "Lift this measure", "Claims raised with a payment"):
        assert told in after


def test_permanent_is_a_choice_of_its_own(client: Client, ana: Person, finance: Person):
    assert "permanent" in send(client, finance, account(ana) + "measures/", **form(ana, lasts="permanent"))
    assert Measure.objects.get().until is None


@pytest.mark.parametrize("missing", ["standing", "reason", "words", "lasts"])
def test_a_form_that_lacks_something_keeps_the_rest(client: Client, ana: Person, finance: Person, missing: str):
    with nothing_changes():
        said = send(client, finance, account(ana) + "measures/", status=422, **form(ana, **{missing: ""}))
    assert "Please check what is marked below." in said
    assert missing == "words" or "Three in a week." in said


def test_pressed_twice_the_page_is_shown_first(client: Client, ana: Person, finance: Person):
    twice = form(ana)
    send(client, finance, account(ana) + "measures/", **twice)
    with nothing_changes():
        said = send(client, finance, account(ana) + "measures/", status=409, **twice)
    assert "standing has changed meanwhile" in said


def test_lifting_wants_words_and_says_them(client: Client, ana: Person, finance: Person):
    measure = impose(ana)
    with nothing_changes():
        send(client, finance, f"/console/measures/{measure.id}/lift/", status=422, words="")
    after = send(client, finance, f"/console/measures/{measure.id}/lift/", words="A mistake of ours.")
    assert "A mistake of ours." in after and "Lift this measure" not in after
    with nothing_changes():
        said = send(client, finance, f"/console/measures/{measure.id}/lift/", status=409, words="Again.")
    assert "This measure has ended" in said


def test_a_contest_is_answered_by_somebody_else(client: Client, ana: Person, finance: Person):
    one, admin = contest(ana, impose(ana, by=finance)), staff(Role.ADMIN)
    path = f"/console/contests/{one.id}/answer/"
    own = page(client, finance, account(ana))
    assert "You took this measure, so somebody else answers" in own and path not in own
    with nothing_changes():
        said = send(client, finance, path, status=403, lift="yes", words="Mine.")
    assert "You took this measure yourself" in said
    assert path in page(client, admin, account(ana))
    with nothing_changes():
        send(client, admin, path, status=422, lift="", words="")
    after = send(client, admin, path, lift="yes", words="The bank confirms it.")
    assert "The bank confirms it." in after and Contest.objects.get().answer == "lifted"


def test_the_list_shows_contests_and_measures_to_whoever_may_read(client: Client, ana: Person, agent: Person):
    assert "Every account is in good standing" in page(client, agent, "/console/standing/")
    contest(ana, impose(ana, Standing.WARNED))
    impose(owner(shop="Elsewhere"), words="Not genuine.")
    told = page(client, agent, "/console/standing/")
    for words in ("Blue Lantern", "The bank did that, not we.", "Elsewhere", "Not genuine."):
        assert words in told


def test_an_agent_reads_and_changes_nothing(client: Client, ana: Person, agent: Person):
    measure = impose(ana)
    one = contest(ana, measure)
    told = page(client, agent, account(ana))
    assert "Three chargebacks in a week." in told and "Warn, restrict or block" not in told and "<textarea" not in told
    for path in (
        f"{account(ana)}measures/",
        f"/console/measures/{measure.id}/lift/",
        f"/console/contests/{one.id}/answer/",
    ):
        with nothing_changes():
            send(client, agent, path, status=403, **form(ana))
