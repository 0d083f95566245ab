"""What each standing takes away, at every verb, and what it leaves."""

from datetime import timedelta

import pytest

from amends.core.access import Role
from amends.core.disputes.reasons import Wish
from amends.core.evidence.purposes import Purpose
from amends.core.standing.measures import AccountBlocked, OriginalWayForbidden
from amends.core.standing.standings import Standing
from amends.records.disputes.models import Dispute, Draft
from amends.records.policies.models import Finding
from amends.usecases.decisions.decide_automatically import DecideAutomatically, decide_automatically
from amends.usecases.disputes.drop_draft import DropDraft, drop_draft
from amends.usecases.disputes.open_dispute import OpenDispute, open_dispute
from amends.usecases.disputes.open_from_draft import OpenFromDraft, open_from_draft
from amends.usecases.disputes.preview_dispute import PreviewDispute, preview_dispute
from amends.usecases.disputes.submit_evidence import SubmitEvidence, submit_evidence
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.disputes.write_message import WriteMessage, write_message
from tests.makers.cases import agree, approve, form, nothing_happens, offer, open_case, paid_order, rows, settle
from tests.makers.documents import automatic, in_force_since
from tests.makers.drafts import draft, give, ready_draft, sent_order, typed
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff
from tests.makers.standing import MONTH, impose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture
def merchant() -> Person:
    return owner()


def ask_for(merchant: Person, **changes: object) -> OpenDispute:
    order = paid_order(merchant)
    return OpenDispute(who=merchant.actor, order=order.number, form=form(order, **changes))


def test_a_blocked_account_opens_nothing(merchant: Person):
    measure, ask = impose(merchant), ask_for(merchant)
    with nothing_happens(AccountBlocked) as caught:
        open_dispute(ask=ask, now=NOW)
    assert caught.value.facts["measure"] == str(measure.id)
    assert caught.value.facts["until"] == "2026-12-23T12:00:00+00:00"


def test_a_blocked_account_keeps_no_draft_and_confirms_none(merchant: Person):
    order = sent_order(merchant)
    kept, other = ready_draft(order, merchant.actor), paid_order(merchant)
    impose(merchant)
    for number in (order, other):
        with nothing_happens(AccountBlocked):
            draft(number, merchant.actor, typed(order))
    with nothing_happens(AccountBlocked):
        give(merchant.actor, draft=kept, purpose=Purpose.OTHER)
    with nothing_happens(AccountBlocked):
        open_from_draft(ask=OpenFromDraft(draft=kept.id, address_verified=True), actor=merchant.actor, now=NOW)
    drop_draft(ask=DropDraft(draft=kept.id), actor=merchant.actor)
    assert not Draft.objects.exists()


def test_the_form_says_so_before_anything_is_typed(merchant: Person):
    order = sent_order(merchant)
    impose(merchant)
    preview = preview_dispute(ask=PreviewDispute(order=order.number, typed=typed(order)), actor=merchant.actor, now=NOW)
    assert isinstance(preview.why_not, AccountBlocked)
    assert [fault.code for fault in preview.faults] == ["standing.blocked"]


def test_what_a_blocked_account_had_opened_goes_on(merchant: Person):
    agent, ways = staff(), [open_case(merchant, paid_order(merchant)) for _ in range(4)]
    asked, offered, withdrawn, approved = ways
    from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence

    request_evidence(ask=RequestEvidence(dispute=asked.number, words="Show it."), actor=agent.actor, now=NOW)
    impose(merchant)
    give(merchant.actor, dispute=asked.number)
    submit_evidence(ask=SubmitEvidence(dispute=asked.number), actor=merchant.actor, now=NOW)
    write_message(ask=WriteMessage(dispute=asked.number, body="Here it is."), actor=merchant.actor, now=NOW)
    offer(offered, agent, amount=100)
    agree(offered, merchant)
    withdraw_dispute(ask=WithdrawDispute(dispute=withdrawn.number), actor=merchant.actor, now=NOW)
    approve(approved, agent)
    assert settle(approved).state == "settled"
    states = [Dispute.objects.get(id=one.id).state for one in ways]
    assert states == ["under_review", "agreed", "withdrawn", "settled"]


def test_a_block_ends_at_the_very_moment_whether_or_not_anybody_noted_it(merchant: Person):
    impose(merchant)
    ask = ask_for(merchant)
    with nothing_happens(AccountBlocked):
        open_dispute(ask=ask, now=NOW + MONTH - timedelta(microseconds=1))
    assert open_dispute(ask=ask, now=NOW + MONTH).answer["state"] == "under_review"


def test_under_a_stricter_measure_that_ends_the_milder_one_counts(merchant: Person):
    impose(merchant, Standing.RESTRICTED, lasts=None)
    impose(merchant, lasts=timedelta(days=1))
    ask, tomorrow = ask_for(merchant, wish=Wish.REFUND_ORIGINAL), NOW + timedelta(days=1)
    with nothing_happens(AccountBlocked):
        open_dispute(ask=ask, now=NOW)
    with nothing_happens(OriginalWayForbidden):
        open_dispute(ask=ask, now=tomorrow)


def test_a_restricted_account_is_refunded_to_its_wallet_only(merchant: Person):
    impose(merchant, Standing.RESTRICTED)
    ask = ask_for(merchant, wish=Wish.REFUND_ORIGINAL)
    with nothing_happens(OriginalWayForbidden) as caught:
        open_dispute(ask=ask, now=NOW)
    assert (caught.value.code, caught.value.field) == ("standing.restricted", "wish")
    opened = open_dispute(ask=ask_for(merchant), now=NOW)
    assert Finding.objects.get(dispute_id=opened.id).facts["standing"] == "restricted"


@pytest.mark.parametrize("standing", [Standing.RESTRICTED, Standing.BLOCKED])
def test_no_clause_decides_for_a_restricted_account(merchant: Person, standing: Standing):
    in_force_since(automatic("cancellation-in-time"), NOW)
    dispute = open_case(merchant, paid_order(merchant))
    impose(merchant, standing)
    before = rows()
    assert decide_automatically(ask=DecideAutomatically(dispute_id=dispute.id), now=NOW) is False
    assert rows() == before
    assert decide_automatically(ask=DecideAutomatically(dispute_id=dispute.id), now=NOW + MONTH) is True


def test_a_warning_forbids_nothing(merchant: Person):
    in_force_since(automatic("cancellation-in-time"), NOW)
    impose(merchant, Standing.WARNED, lasts=None)
    opened = open_dispute(ask=ask_for(merchant, wish=Wish.REFUND_ORIGINAL), now=NOW)
    assert decide_automatically(ask=DecideAutomatically(dispute_id=opened.id), now=NOW) is True


def test_a_block_is_held_against_nothing_that_was_opened_before(merchant: Person):
    agent, dispute = staff(Role.AGENT), open_case(merchant, paid_order(merchant))
    impose(merchant)
    approve(dispute, agent)
    assert settle(dispute).state == "settled"


def test_one_accounts_block_is_nobody_elses(merchant: Person):
    impose(owner(shop="Elsewhere"))
    assert open_dispute(ask=ask_for(merchant), now=NOW).answer["state"] == "under_review"
