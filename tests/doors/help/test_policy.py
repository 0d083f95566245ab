"""The policy's page is the policy that decides."""

import html
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from amends.core.disputes.reasons import Reason
from amends.core.policies.versions import Status
from amends.doors.help.policy import paragraphs
from amends.records.policies.models import PolicyVersion
from amends.records.policies.programs import program_of
from amends.usecases.policies.load_standard_policy import standard_document
from tests.makers.cases import open_case, paid_order
from tests.makers.people import owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_programs():
    program_of.cache_clear()
    yield
    program_of.cache_clear()


def approve(number: int, since: datetime, *, usa: int, status: Status = Status.APPROVED) -> None:
    """A version like the standard one but for the days to the USA."""
    document = standard_document().replace("delay_days_usa = 45", f"delay_days_usa = {usa}")
    PolicyVersion.objects.create(number=number, status=status, document=document, in_force_from=since)


def seen(page) -> str:
    return " ".join(html.unescape(strip_tags(page.text.replace("<", " <"))).split())


def test_the_page_is_word_for_word_what_the_program_applies(client: Client) -> None:
    text, policy = seen(client.get("/help/policy/")), program_of(1).policy
    assert policy.title in text and "Version 1, in force from the beginning" in text
    texts = [policy.text, *(clause.text for clause in policy.clauses)]
    assert [one for told in texts for one in paragraphs(policy.fill(told)) if one not in text] == []
    needed = [need.text for need in policy.needs]
    assert [one for one in needed if one[1:] not in text] == []


def test_each_clause_can_be_linked_to_and_stands_in_the_contents(client: Client) -> None:
    page = client.get("/help/policy/").text
    ids = re.findall(r'<section class="clause" id="([^"]+)"', page)
    clauses = sorted(program_of(1).policy.clauses, key=lambda one: -one.precedence)
    assert ids == [clause.id for clause in clauses]
    assert re.findall(r'<li><a href="#([^"]+)">', page) == ids


def test_a_clause_says_in_plain_words_what_it_holds_as_data(client: Client) -> None:
    page = client.get("/help/policy/").text
    clause = page.partition('id="delayed-usa"')[2].partition("</section>")[0]
    assert " ".join(strip_tags(clause.partition("<dl")[2].replace("<", " <")).split()).endswith(
        "Applies when Reason: one of: Delayed, Not received Destination: US "
        "May be opened From day 45 after the parcel&#x27;s departure "
        "Brings A full refund, or the same goods again "
        "Must be shown A screenshot of the buyer&#x27;s complaint, with the buyer&#x27;s e-mail address, date and text "
        "visible Wanted when: Kind of order: store order; Stage of the order: one of: dispatched, completed. "
        "Who bears it The carrier Decided By a person"
    )


def test_a_version_that_comes_into_force_is_shown_with_nothing_restarted(client: Client) -> None:
    assert "disputed as late or lost 45 days" in seen(client.get("/help/policy/"))
    approve(2, timezone.now() - timedelta(minutes=1), usa=30)
    text = seen(client.get("/help/policy/"))
    assert "disputed as late or lost 30 days" in text and "Version 2, in force since" in text
    assert "version 2" in seen(client.get("/help/"))
    assert "version 2 of the policy" in seen(client.get("/help/reasons-and-evidence/"))


def test_an_earlier_version_stays_readable_and_says_so(client: Client) -> None:
    approve(2, timezone.now() - timedelta(minutes=1), usa=30)
    text = seen(client.get("/help/policy/1/"))
    assert "This version is no longer in force" in text and "disputed as late or lost 45 days" in text
    page = client.get("/help/policy/").text
    assert 'href="#policy-versions"' in page and 'href="/help/policy/1/"' in page


def test_a_coming_version_can_be_read_before_its_time(client: Client) -> None:
    approve(2, timezone.now() + timedelta(days=3), usa=30)
    assert "disputed as late or lost 45 days" in seen(client.get("/help/policy/"))
    text = seen(client.get("/help/policy/2/"))
    assert "This version is not yet in force" in text and "Read version 1, in force now" in text


def test_the_version_in_force_has_no_warning_under_its_number_either(client: Client) -> None:
    assert "in force from the beginning" in seen(client.get("/help/policy/1/"))
    assert "This version" not in seen(client.get("/help/policy/1/"))


def test_a_withdrawn_version_says_so_and_ends_nothing(client: Client) -> None:
    approve(2, timezone.now() - timedelta(minutes=1), usa=30, status=Status.WITHDRAWN)
    assert "This version was withdrawn" in seen(client.get("/help/policy/2/"))
    assert "Version 1, in force from the beginning" in seen(client.get("/help/policy/"))


def test_a_draft_and_an_unknown_number_are_not_there(client: Client) -> None:
    PolicyVersion.objects.create(document=standard_document())
    for number in ("0", "2", "99999999999999999999"):
        assert client.get(f"/help/policy/{number}/").status_code == 404


def test_a_policys_words_are_words_only(client: Client) -> None:
    document = standard_document().replace("Claimed elsewhere", "<script>alert(1)</script>")
    PolicyVersion.objects.create(
        number=2, status=Status.APPROVED, document=document, in_force_from=timezone.now() - timedelta(minutes=1)
    )
    page = client.get("/help/policy/").text
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_dispute_leads_to_the_version_it_was_opened_under(client: Client, store: object) -> None:
    merchant, agent = owner(), staff()
    case = open_case(merchant, paid_order(merchant), reason=Reason.ORDER_CANCELLATION)
    approve(2, timezone.now() - timedelta(minutes=1), usa=30)
    client.force_login(merchant.user)
    assert 'href="/help/policy/1/#' in client.get(f"/disputes/{case.number}/").text
    client.force_login(agent.user)
    shown = client.get(f"/console/disputes/{case.number}/").text
    assert 'href="/help/policy/1/#' in shown and 'href="/help/policy/#' not in shown
