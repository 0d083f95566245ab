"""Trying a draft and running it in the shadow, on the console's pages."""

from uuid import uuid4

import pytest
from django.test import Client

from amends.core.access import Role
from amends.core.policies.trials import Cases
from amends.records.policies.models import PolicyVersion, Trial
from amends.usecases.policies.find_in_shadow import find_in_shadow
from tests.doors.console.asking import nothing_changes, page, pressed, send, statements
from tests.makers.cases import open_case, paid_order
from tests.makers.incoming import NOW
from tests.makers.people import Person, staff
from tests.makers.policies import draft, draft_document
from tests.makers.trials import begun, running, tried

pytestmark = pytest.mark.django_db
HALF = draft_document().replace('share = "full"', 'share = "partial", percent = 50')


@pytest.fixture
def mei() -> Person:
    """Somebody who writes policies."""
    return staff(Role.POLICY_OWNER)


def test_a_trial_is_begun_on_the_drafts_page_and_listed_there(client: Client, mei: Person) -> None:
    version = draft(note="Longer after delivery 收货后更久")
    path = f"/console/policies/{version.id}/trials/"
    assert "Not tried yet" in page(client, mei, path)
    shown = send(client, mei, path, cases="synthetic", count="500", edits=str(version.edits))
    trial = Trial.objects.get()
    assert (trial.total, trial.status) == (500, "queued")
    for words in ("A worker takes this trial up", "Cancel the trial", "Made-up cases", 'hx-trigger="load delay:1s"'):
        assert words in shown
    listed = page(client, mei, path)
    assert "收货后更久" in listed and f"/console/policies/trials/{trial.id}/" in listed and "Waiting" in listed


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"cases": "synthetic", "count": "0"}, 422, "Choose a number of cases from 1 to 1,000,000."),
        ({"cases": "synthetic", "count": "many"}, 422, "Enter a whole number."),
        ({"cases": "synthetic", "count": ""}, 422, "This field is required."),
        ({"cases": "dreams", "count": "5"}, 422, "Select a valid choice."),
        ({"cases": "past", "count": "", "edits": "2"}, 409, "Somebody changed this version after you opened the page."),
    ],
)
def test_what_cannot_be_tried_is_said_beside_the_form(
    client: Client, mei: Person, form: dict[str, str], status: int, words: str
) -> None:
    version = draft()
    with nothing_changes():
        told = send(client, mei, f"/console/policies/{version.id}/trials/", status=status, **{"edits": "3", **form})
    assert words in told
    assert f'value="{form["count"]}"' in told or not form["count"]


def test_a_second_trial_of_a_draft_waits_for_the_first(client: Client, mei: Person) -> None:
    version = draft()
    begun(version, mei)
    with nothing_changes():
        told = send(client, mei, f"/console/policies/{version.id}/trials/", status=409, cases="past", count="", edits=3)
    assert "This draft is being tried already." in told


def test_an_agent_reads_trials_and_begins_none(client: Client, mei: Person, agent: Person) -> None:
    version = draft()
    trial, path = tried(version, mei, Cases.SYNTHETIC, 300), f"/console/policies/{version.id}/trials/"
    assert "A new trial" not in page(client, agent, path)
    assert "What changes" in page(client, agent, f"/console/policies/trials/{trial.id}/")
    with nothing_changes():
        send(client, agent, path, status=403, cases="past", count="", edits="3")
        send(client, agent, f"/console/policies/trials/{trial.id}/cancel/", status=403)


def test_a_trial_at_work_shows_how_far_it_came_and_refreshes_itself(client: Client, mei: Person) -> None:
    trial = begun(draft(), mei, Cases.SYNTHETIC, 2_000)
    running(trial)
    Trial.objects.filter(id=trial.id).update(done=500)
    path = f"/console/policies/trials/{trial.id}/"
    assert '<progress max="2000" value="500"' in page(client, mei, path)
    client.force_login(mei.user)
    part = pressed(client.get(path, headers={"HX-Request": "true"}).content)
    assert part.startswith('<div class="stack trial" id="trial"')
    assert "500 of 2,000 cases" in part and "<html" not in part
    told = send(client, mei, f"{path}cancel/")
    assert "The trial was cancelled." in told and "hx-get" not in told and "Only 500 of 2,000 cases" in told


def test_a_trial_that_is_over_cannot_be_cancelled(client: Client, mei: Person) -> None:
    trial = tried(draft(), mei, Cases.SYNTHETIC, 10)
    with nothing_changes():
        told = send(client, mei, f"/console/policies/trials/{trial.id}/cancel/")
    assert "This trial is over" in told


def test_what_would_change_is_shown_down_to_the_case_and_its_dispute(client: Client, ana: Person, mei: Person) -> None:
    dispute = open_case(ana, paid_order(ana, supplier="义乌五金"))
    trial = tried(draft(HALF), mei)
    path = f"/console/policies/trials/{trial.id}/"
    shown = page(client, mei, path)
    for words in ("Granted, but something else", "A full refund", "A part of the money", "10.00 USD", "5.00 USD"):
        assert words in shown
    assert "−<span" in shown or "−5.00 USD" in shown
    assert "Unfulfilled order cancellation" in shown
    assert "义乌五金" in page(client, mei, path, by="supplier")
    assert "DE" in page(client, mei, path, by="country")
    listed = page(client, mei, f"{path}cases/", change="other_grant")
    assert dispute.number in listed and "1 of 1 cases" in listed
    case = trial.kept.get()
    both = page(client, mei, f"/console/policies/trials/cases/{case.id}/")
    assert "a full refund (10.00 USD at most)" in both
    assert "a refund of up to 50% (5.00 USD at most)" in both
    assert f"/console/disputes/{dispute.number}/" in both


def test_the_picture_has_a_text_that_says_the_same(client: Client, mei: Person) -> None:
    trial = tried(draft(draft_document(days_after_delivery=14)), mei, Cases.SYNTHETIC, 400)
    shown = page(client, mei, f"/console/policies/trials/{trial.id}/")
    assert 'role="img" aria-labelledby="picture-title picture-text"' in shown
    assert "Refused → Granted: " in shown


def test_a_draft_changed_since_is_said_and_a_failure_too(client: Client, mei: Person) -> None:
    version = draft()
    trial = tried(version, mei, Cases.SYNTHETIC, 5)
    PolicyVersion.objects.filter(id=version.id).update(edits=4)
    Trial.objects.filter(id=trial.id).update(status="failed", failure="The worker ended.")
    shown = page(client, mei, f"/console/policies/trials/{trial.id}/")
    assert "The draft was changed since." in shown
    assert "This trial did not come to its end" in shown and "The worker ended." in shown


def test_a_trial_without_cases_says_so(client: Client, mei: Person) -> None:
    trial = tried(draft(), mei)
    assert "There was nothing to try it on" in page(client, mei, f"/console/policies/trials/{trial.id}/")


@pytest.mark.parametrize(
    "path",
    [
        "{none}/trials/",
        "{none}/shadow/",
        "trials/{none}/",
        "trials/{none}/cases/?change=no_to_yes",
        "trials/cases/{none}/",
        "trials/{trial}/cases/",
        "trials/{trial}/cases/?change=same",
    ],
)
def test_what_is_not_there_is_not_there(client: Client, mei: Person, path: str) -> None:
    trial = tried(draft(), mei, Cases.SYNTHETIC, 5)
    page(client, mei, "/console/policies/" + path.format(none=uuid4(), trial=trial.id), status=404)


def test_the_list_of_cases_asks_the_same_however_many_there_are(client: Client, mei: Person) -> None:
    few = tried(draft(draft_document(days_after_delivery=14)), mei, Cases.SYNTHETIC, 300)
    many = tried(draft(draft_document(days_after_delivery=14)), mei, Cases.SYNTHETIC, 3_000)
    asked = [
        statements(client, mei, f"/console/policies/trials/{trial.id}/cases/?change=no_to_yes") for trial in (few, many)
    ]
    assert asked[0] == asked[1]


def test_the_shadow_is_switched_and_shows_what_it_found_otherwise(client: Client, ana: Person, mei: Person) -> None:
    version = draft(HALF)
    path = f"/console/policies/{version.id}/shadow/"
    assert "Nothing was compared yet" in page(client, mei, path)
    told = send(client, mei, path, shadow="on", edits="3")
    assert "The shadow is on." in told and "No new dispute yet" in told
    dispute = open_case(ana, paid_order(ana))
    find_in_shadow(dispute_id=dispute.id, now=NOW)
    shown = page(client, mei, path)
    for words in ("Found otherwise", dispute.number, "10.00 USD", "5.00 USD"):
        assert words in shown
    assert "The shadow is off." in send(client, mei, path, edits="3")
    with nothing_changes():
        assert "Somebody changed this version after you opened the page." in send(
            client, mei, path, status=409, shadow="on", edits="1"
        )


def test_an_agent_sees_the_shadow_and_does_not_switch_it(client: Client, agent: Person) -> None:
    version = draft()
    path = f"/console/policies/{version.id}/shadow/"
    assert "Turn the shadow on</button>" not in page(client, agent, path)
    with nothing_changes():
        send(client, agent, path, status=403, shadow="on", edits="3")
