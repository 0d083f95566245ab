"""Everyone concerned is told of an event, once, and nobody else."""

import pytest

from amends.core.access import Role
from amends.core.trail.codes import TrailCode
from amends.records.access.models import User
from amends.records.disputes.models import Dispute
from amends.records.ids import new_id
from amends.records.notices.announce import announce
from amends.records.notices.models import FeedEntry, Notice
from amends.usecases.disputes.assign_dispute import AssignDispute, assign_dispute
from amends.usecases.notices.drain_outbox import drain_outbox
from amends.usecases.notices.tell_people import tell_people
from tests.makers.cases import open_case, paid_order, rows
from tests.makers.incoming import NOW
from tests.makers.people import Person, colleague, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


def event(code: TrailCode, dispute: Dispute) -> FeedEntry:
    """A numbered event about the dispute."""
    announce(code, account_id=dispute.account_id, now=NOW, dispute_id=dispute.id, number=dispute.number, order="B-1")
    drain_outbox(hand_over=lambda _: None)
    return FeedEntry.objects.latest("number")


def told(entry: FeedEntry) -> set[User]:
    """Who has a notice of it."""
    return {notice.user for notice in Notice.objects.filter(event_id=entry.id).select_related("user")}


def test_an_opened_dispute_is_told_to_those_who_can_answer_and_to_agents(merchant: Person):
    helper, viewer = colleague(merchant, Role.AFTER_SALES), colleague(merchant, Role.VIEWER)
    agent, admin, finance = staff(), staff(Role.ADMIN), staff(Role.STAFF_FINANCE)
    stranger = owner()
    entry = event(TrailCode.DISPUTE_OPENED, open_case(merchant, paid_order(merchant)))
    mails = tell_people(event_id=entry.id, now=NOW)
    assert told(entry) == {merchant.user, helper.user, agent.user, admin.user}
    assert not {viewer.user, finance.user, stranger.user} & told(entry)
    wanting = set(Notice.objects.filter(id__in=mails).values_list("user_id", flat=True))
    assert wanting == {merchant.user.id, helper.user.id}
    notice = Notice.objects.get(user=merchant.user)
    assert (notice.code, notice.account_id, notice.dispute_id, notice.at, notice.read_at) == (
        "dispute.opened", merchant.account_id, entry.dispute_id, NOW, None
    )  # fmt: skip


def test_a_stuck_settlement_is_told_to_finance_alone(merchant: Person):
    finance, agent = staff(Role.STAFF_FINANCE), staff()
    entry = event(TrailCode.FINANCE_TOLD, open_case(merchant, paid_order(merchant)))
    assert (tell_people(event_id=entry.id, now=NOW), told(entry)) == ([], {finance.user})
    assert agent.user not in told(entry)


def test_a_case_in_somebodys_hands_is_told_to_them_and_not_to_every_agent(merchant: Person):
    mine, other = staff(), staff()
    dispute = open_case(merchant, paid_order(merchant))
    assign_dispute(ask=AssignDispute(dispute=dispute.number, assignee=mine.user.id), actor=mine.actor, now=NOW)
    entry = event(TrailCode.OFFER_DECLINED, dispute)
    tell_people(event_id=entry.id, now=NOW)
    assert (told(entry), other.user in told(entry)) == ({mine.user}, False)


def test_an_event_handed_over_twice_is_told_once(merchant: Person):
    entry = event(TrailCode.DISPUTE_REJECTED, open_case(merchant, paid_order(merchant)))
    assert len(tell_people(event_id=entry.id, now=NOW)) == 1
    before = rows()
    assert tell_people(event_id=entry.id, now=NOW) == []
    assert rows() == before


def test_who_has_no_address_is_told_but_not_by_mail(merchant: Person):
    User.objects.filter(id=merchant.user.id).update(email="")
    entry = event(TrailCode.DISPUTE_REJECTED, open_case(merchant, paid_order(merchant)))
    assert (tell_people(event_id=entry.id, now=NOW), told(entry)) == ([], {merchant.user})


def test_who_left_is_told_nothing(merchant: Person):
    User.objects.filter(id=merchant.user.id).update(is_active=False)
    entry = event(TrailCode.DISPUTE_REJECTED, open_case(merchant, paid_order(merchant)))
    assert (tell_people(event_id=entry.id, now=NOW), told(entry)) == ([], set())


def test_what_concerns_nobody_and_what_is_not_there_is_told_to_nobody(merchant: Person):
    entry = event(TrailCode.ORDER_CLOSED, open_case(merchant, paid_order(merchant)))
    before = rows()
    assert tell_people(event_id=entry.id, now=NOW) == tell_people(event_id=new_id(), now=NOW) == []
    assert rows() == before
