"""The policy's pages: versions listed, read, compared, reviewed, exported; and by whom."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.core.access import Role
from amends.records.policies.models import Departure, PolicyVersion
from amends.usecases.policies.load_standard_policy import standard_document
from tests.core.policies.documents import DAMAGED, GERMAN, SMALL, clause
from tests.doors.console.asking import nothing_changes, page, send, statements
from tests.makers.cases import open_case, paid_order
from tests.makers.people import Person, staff
from tests.makers.versions import again, approved, begun, first_version, in_force, set_numbers, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei() -> Person:
    """A policy owner, who writes."""
    return staff(Role.POLICY_OWNER)


@pytest.fixture
def ivo() -> Person:
    """An admin, who reviews."""
    return staff(Role.ADMIN)


def of(version: PolicyVersion, rest: str = "") -> str:
    """The address of a version's page, or of one below it."""
    return f"/console/policies/{version.id}/{rest}"


def waiting(mei: Person, days: int = 70, *, note: str = "") -> PolicyVersion:
    """A changed draft in review."""
    return submitted(set_numbers(begun(mei, note=note), mei, {"delay_days": days}), mei)


def test_a_new_installation_lists_the_standard_policy(client: Client, mei: Person) -> None:
    shown = page(client, mei, "/console/policies/")
    assert "Version 1" in shown and "in force from the beginning" in shown and "Nothing is being changed" in shown
    assert '<a href="/console/policies/" aria-current="page">' in shown


def test_the_list_tells_what_drafts_change_and_what_is_past(client: Client, mei: Person, ivo: Person) -> None:
    in_force(mei, ivo, delay_days=61)
    later = timezone.now() + timedelta(days=3)
    approved(waiting(mei, 62, note="In three days"), ivo, starts=later, now=timezone.now())
    set_numbers(begun(mei, note="缓慢的包裹"), mei, {"delay_days": 99})
    shown = page(client, mei, "/console/policies/")
    assert re.findall(r'row-link" href="[^"]+">([^<]+)<', shown) == ["Version 3", "缓慢的包裹", "Version 1"]
    assert "“delay days”: value was 61, now 99." in shown and "In three days" in shown
    assert [word for word in ("In force", "Scheduled", "Draft", "Retired") if f"</span>{word}</span>" in shown] == [
        "In force",
        "Scheduled",
        "Draft",
        "Retired",
    ]


def test_an_agent_reads_and_is_offered_no_change(client: Client, mei: Person, agent: Person) -> None:
    draft = begun(mei)
    shown = page(client, agent, "/console/policies/") + page(client, agent, of(draft))
    assert "New draft" not in shown and "Your move" not in shown and "/edit/" not in shown
    for path in (of(draft, "edit/settings/"), of(draft, "copy/"), "/console/policies/import/", of(draft, "submit/")):
        page(client, agent, path, status=403)
        with nothing_changes():
            send(client, agent, path, status=403, edits=0, setting_delay_days=1)


def test_a_version_is_read_as_people_read_it(client: Client, mei: Person) -> None:
    shown = page(client, mei, of(first_version()))
    assert "Refund, Resend and Returns Policy" in shown and "{delay_days}" not in shown
    assert "from day 60 after the parcel&#x27;s departure" in shown
    titles = re.findall(r'<article class="clause" id="clause-[^"]+"> <header><h3>([^<]+)<', shown)
    assert titles[:2] == ["Claimed elsewhere", "Goods that cannot be supplied"] and len(titles) == 35
    assert "any of (product: one of: print on demand, a video or photo order; kind of order: preorder)" in shown


def test_what_the_review_reports_is_shown_and_keeps_the_draft_from_being_submitted(client: Client, mei: Person) -> None:
    draft = begun(mei, document=SMALL + clause("other", DAMAGED, GERMAN))
    shown = page(client, mei, of(draft))
    assert "The review reports one thing" in shown and "“First” has the same precedence" in shown
    with nothing_changes():
        assert "This version is not ready" in send(client, mei, of(draft, "submit/"), status=409, edits=0)


def test_a_draft_is_submitted_by_one_and_approved_by_another(client: Client, mei: Person, ivo: Person) -> None:
    draft = set_numbers(begun(mei), mei, {"delay_days": 70})
    assert "waits for its review" in send(client, mei, of(draft, "submit/"), edits=1)
    own = page(client, mei, of(draft))
    assert "it waits for a second person" in own and 'id="approve"' not in own
    with nothing_changes():
        assert "somebody else approves it" in send(client, mei, of(draft, "approve/"), status=403, edits=1)
    shown = send(client, ivo, of(draft, "approve/"), edits=1, in_force_from="", words="Fair.")
    assert "The version is approved." in shown and "<h1>Version 2" in shown and "Fair." in shown
    assert again(draft).number == 2


def test_a_refused_step_keeps_what_was_typed(client: Client, mei: Person, ivo: Person) -> None:
    version = waiting(mei)
    with nothing_changes():
        form = {"edits": 1, "in_force_from": "2020-01-01T09:00", "words": "From last year"}
        shown = send(client, ivo, of(version, "approve/"), status=422, **form)
    assert "never in the past" in shown and "From last year" in shown and "2020-01-01T09:00" in shown
    with nothing_changes():
        assert "This field is required" in send(client, ivo, of(version, "return/"), status=422, edits=1, words="")
        assert "Enter a valid date" in send(
            client, ivo, of(version, "approve/"), status=422, edits=1, in_force_from="x"
        )
    send(client, ivo, of(version, "return/"), edits=1, words="Too long")
    with nothing_changes():
        gone = send(client, ivo, of(version, "return/"), status=409, edits=1, words="Much too long")
    assert "not waiting for a review" in gone and "Much too long" in gone


def test_scheduled_versions_are_withdrawn_and_drafts_discarded(client: Client, mei: Person, ivo: Person) -> None:
    later = timezone.now() + timedelta(days=3)
    scheduled = approved(waiting(mei), ivo, starts=later, now=timezone.now())
    assert "will not come into force" in send(client, mei, of(scheduled, "withdraw/"), edits=1)
    draft = begun(mei)
    assert "The draft is discarded." in send(client, mei, of(draft, "discard/"), edits=0)
    assert (again(scheduled).status, again(draft).status) == ("withdrawn", "discarded")


def test_a_draft_begun_before_another_version_came_warns(client: Client, mei: Person, ivo: Person) -> None:
    draft = begun(mei)
    assert "Another version came into force" not in page(client, mei, of(draft))
    in_force(ivo, mei, delay_days=61)
    assert "Another version came into force since this was begun" in page(client, mei, of(draft))


def test_two_versions_are_compared_clause_by_clause(client: Client, mei: Person, ivo: Person) -> None:
    other = begun(mei, document=SMALL)
    second = in_force(mei, ivo, delay_days=70)
    query = {"before": str(first_version().id), "after": str(second.id)}
    shown = page(client, mei, "/console/policies/compare/", **query)
    assert "<h3>delay days</h3>" in shown and "<del>60</del>" in shown and "<ins>70</ins>" in shown
    whole = page(client, mei, "/console/policies/compare/", before=str(second.id), after=str(other.id))
    assert "Late or lost" in whole and "</span>Gone</span>" in whole and "</span>New</span>" in whole
    same = page(client, mei, "/console/policies/compare/", status=422, **{**query, "after": query["before"]})
    assert "one and the same version" in same
    page(client, mei, "/console/policies/compare/", status=422, before="x", after=query["after"])


def test_the_history_tells_what_each_change_changed(client: Client, mei: Person) -> None:
    draft = set_numbers(begun(mei), mei, {"delay_days": 70})
    assert f'href="{of(draft, "history/2/")}"' in page(client, mei, of(draft))
    assert "<ins>70</ins>" in page(client, mei, of(draft, "history/2/"))
    for entry in (1, 3):
        page(client, mei, of(draft, f"history/{entry}/"), status=404)


def test_what_is_exported_can_be_imported(client: Client, mei: Person) -> None:
    client.force_login(mei.user)
    answer = client.get(of(first_version(), "policy.toml"))
    assert answer["Content-Disposition"] == 'attachment; filename="policy-1.toml"'
    assert answer["Content-Type"] == "application/toml; charset=utf-8"
    assert answer.content.decode() == standard_document()
    send(client, mei, "/console/policies/import/", document=standard_document(), note="Back again")
    assert PolicyVersion.objects.get(note="Back again").document == standard_document()


def test_versions_that_are_not_there_are_not_found(client: Client, mei: Person) -> None:
    nobody = "/console/policies/01a2148b-0000-7000-8000-000000000000/"
    for rest in ("", "policy.toml", "copy/", "history/1/", "edit/settings/", "submit/", "edit/clauses/late/"):
        page(client, mei, nobody + rest, status=404)
    send(client, mei, nobody + "submit/", status=404, edits=0)
    page(client, mei, of(first_version(), "nonsense/"), status=404)
    page(client, mei, of(begun(mei), "edit/clauses/no-such-clause/"), status=404)


def test_departures_are_listed_and_counted_by_clause(client: Client, ana: Person, mei: Person, agent: Person) -> None:
    assert "No departures yet" in page(client, mei, "/console/policies/departures/")
    dispute, now = open_case(ana, paid_order(ana)), timezone.now()
    for at in range(27):
        Departure.objects.create(
            account_id=ana.account_id,
            dispute=dispute,
            version=1,
            clause="late" if at % 9 == 0 else "cancellation-in-time",
            kind="more_than_granted",
            reason="goodwill" if at % 2 else "law",
            words=f"Words {at}",
            outcome="refund_wallet",
            amount=100,
            currency="USD",
            by_name=agent.actor.name,
            at=now - timedelta(days=at * 10),
        )
    first = page(client, mei, "/console/policies/departures/")
    assert "Words 0" in first and "Words 24" in first and "Words 25" not in first
    assert "Cancellation before the warehouse has begun" in first
    assert re.findall(r'class="amount num">(\d+)<', first) == ["8", "1"]
    assert "4 × Goodwill" in first and "4 × The law asks for it" in first and "1 × The law asks for it" in first
    older = re.search(r'rel="next" href="(\?older=[^"]+)"', first)
    assert older
    assert "Words 26" in page(client, mei, "/console/policies/departures/" + older[1])
    page(client, mei, "/console/policies/departures/?older=x", status=422)
    page(client, mei, "/console/policies/?newer=x", status=422)


def test_the_lists_ask_for_a_fixed_number_of_statements(client: Client, mei: Person, ivo: Person) -> None:
    before = statements(client, mei, "/console/policies/")
    for days in (61, 62, 63):
        in_force(mei, ivo, delay_days=days)
        begun(mei)
    assert statements(client, mei, "/console/policies/") == before
