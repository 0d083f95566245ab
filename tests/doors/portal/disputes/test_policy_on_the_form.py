"""What the policy says stands beside the form while it is filled in, and Confirm is held against it."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from amends.core.disputes.reasons import Detail
from amends.core.orders.kinds import Stage
from amends.records.disputes.models import Dispute, Draft
from amends.records.orders.models import Order
from amends.usecases.disputes.save_draft import SaveDraft, save_draft
from tests.doors.portal.disputes.sending import form, path, words
from tests.makers.documents import in_force_since, standard_with
from tests.makers.drafts import ready_draft, sent_order, typed
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]


@pytest.fixture
def ana() -> Person:
    return owner()


@pytest.fixture
def order(ana: Person) -> Order:
    """Delivered today, by whichever clock the page is read."""
    order = sent_order(ana)
    Order.objects.filter(id=order.id).update(stage=Stage.COMPLETED.value, delivered_at=timezone.now())
    order.refresh_from_db()
    return order


def live(client: Client, order: Order, **changes: Any) -> str:
    answer = client.post(path(order, "draft/"), form(order, do="", needs_of="", **changes))
    assert answer.status_code == HTTPStatus.OK
    return words(answer)


def test_the_finding_follows_what_is_chosen(client: Client, ana: Person, order: Order) -> None:
    client.force_login(ana.user)
    shown = live(client, order, reason="damaged", detail="badly_damaged")
    assert 'class="finding" data-answer="yes"' in shown
    assert "“Badly damaged” applies: a full refund (12.51 USD at most), or the same goods again." in shown
    assert "#badly-damaged" in shown
    shown = live(client, order, reason="damaged", detail="partly_damaged")
    assert "“Partly damaged” applies: a refund of up to 50% (6.25 USD at most), or the same goods again." in shown
    assert 'At most <span class="money">6.25 USD</span>' in shown
    shown = live(client, order, reason="damaged", detail="")
    assert 'data-answer="person"' in shown
    assert "A person looks at the case, because this is not known: what is wrong." in shown


def test_what_the_policy_refuses_says_why_and_needs_no_files(client: Client, ana: Person, order: Order) -> None:
    client.force_login(ana.user)
    shown = live(client, order, reason="damaged", detail="minor_flaw")
    assert 'data-answer="no"' in shown
    assert "“Minor flaws” applies: nothing can be granted." in shown
    assert "The policy grants nothing for this claim now, so nothing has to be shown." in shown
    assert shown.count("Minor flaws") == 1
    assert 'id="slot-complaint"' not in shown


def test_each_type_asks_what_exactly_is_wrong(client: Client, ana: Person, order: Order) -> None:
    client.force_login(ana.user)
    shown = live(client, order, reason="wrong_product", detail="wrong_size")
    chosen = re.findall(r'name="detail" id="detail-(\w+)" value="(\w*)"( checked)?', shown)
    assert chosen == [
        ("other_product", "other_product", ""),
        ("wrong_color", "wrong_color", ""),
        ("wrong_size", "wrong_size", " checked"),
        ("ordered_wrongly", "ordered_wrongly", ""),
        ("unsure", "", ""),
    ]
    assert "with a measuring tape in the picture" in shown
    assert 'name="detail"' not in live(client, order, reason="not_received")


def test_a_detail_of_the_type_before_is_passed_over(client: Client, ana: Person, order: Order) -> None:
    client.force_login(ana.user)
    shown = live(client, order, reason="wrong_product", detail="badly_damaged")
    assert 'id="detail-unsure" value="" checked' in shown


def confirmed(client: Client, order: Order, begun: Draft, **changes: Any) -> Any:
    return client.post(path(order), form(order, of=begun, detail="badly_damaged", **changes))


def ready(order: Order, ana: Person) -> Draft:
    begun = ready_draft(order, ana.actor)
    filled = typed(order, detail="badly_damaged")
    return save_draft(ask=SaveDraft(order=order.number, typed=filled, draft=begun.id), actor=ana.actor, now=NOW)


def test_confirm_opens_what_was_shown(client: Client, ana: Person, order: Order) -> None:
    client.force_login(ana.user)
    begun = ready(order, ana)
    page = words(client.get(path(order)))
    (shown,) = re.findall(r'name="shown" value="([0-9a-f]{64})"', page)
    assert confirmed(client, order, begun, shown=shown).status_code == HTTPStatus.FOUND
    assert Dispute.objects.get().detail == Detail.BADLY_DAMAGED.value


def test_a_policy_that_changed_meanwhile_is_shown_before_anything_is_opened(
    client: Client, ana: Person, order: Order
) -> None:
    client.force_login(ana.user)
    begun = ready(order, ana)
    (shown,) = re.findall(r'name="shown" value="([0-9a-f]{64})"', words(client.get(path(order))))
    in_force_since(standard_with(("days_after_delivery = 7", "days_after_delivery = 9")), NOW - timedelta(days=1))
    answer = confirmed(client, order, begun, shown=shown)
    page = words(answer)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "What the policy says of this claim changed meanwhile" in page
    assert not Dispute.objects.exists()
    (now_shown,) = re.findall(r'name="shown" value="([0-9a-f]{64})"', page)
    assert now_shown != shown
    assert confirmed(client, order, begun, shown=now_shown).status_code == HTTPStatus.FOUND


def test_a_file_more_is_no_other_finding(client: Client, ana: Person, order: Order) -> None:
    client.force_login(ana.user)
    before = live(client, order, reason="damaged", detail="badly_damaged")
    ready(order, ana)
    after = live(client, order, reason="damaged", detail="badly_damaged")
    digests = {re.findall(r'name="shown" value="([0-9a-f]{64})"', shown)[0] for shown in (before, after)}
    assert len(digests) == 1


def test_the_disputes_page_says_what_was_found(client: Client, ana: Person, order: Order) -> None:
    client.force_login(ana.user)
    confirmed(client, order, ready(order, ana))
    shown = words(client.get(f"/disputes/{Dispute.objects.get().number}/"))
    assert "“Badly damaged” applies: a full refund (12.51 USD at most), or the same goods again." in shown
    assert "version 1, in force when you opened it" in shown
