"""What was typed is kept, word for word, in one draft for each order and person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from amends.core.access import Forbidden, Role
from amends.core.disputes.giving_evidence import DraftUnseen
from amends.core.disputes.refusals import OrderUnseen
from amends.core.disputes.typed import Typed
from amends.records.disputes.models import Draft
from amends.records.disputes.queries_drafts import begun_drafts, draft_on_order
from amends.records.orders.models import Order
from amends.usecases.disputes.drop_draft import DropDraft, drop_draft
from amends.usecases.disputes.save_draft import DraftTooLarge, SaveDraft, save_draft
from tests.makers.drafts import draft, give, sent_order
from tests.makers.incoming import NOW
from tests.makers.people import Person, colleague, owner


def _save(order: Order, by: Person, *, of: UUID | None = None, message: str = "") -> Draft:
    ask = SaveDraft(order=order.number, typed=Typed(message=message), draft=of)
    return save_draft(ask=ask, actor=by.actor, now=NOW)


@pytest.mark.django_db
def test_a_half_filled_form_comes_back_as_it_was_typed() -> None:
    ana = owner()
    order = sent_order(ana)
    line = str(order.lines.get(position=1).id)
    form = Typed(quantities={line: " two "}, reason="damaged", amount="12,5", message="  Zoë wrote:\n…")

    begun = draft(order, ana.actor, form)

    kept = draft_on_order(order.number, actor=ana.actor)
    assert kept and kept.id == begun.id
    assert Typed.from_json(kept.form) == form
    assert (kept.updated_at, kept.due_at) == (NOW, NOW + timedelta(days=30))


@pytest.mark.django_db
def test_a_second_tab_goes_on_with_the_same_draft() -> None:
    ana = owner()
    order = sent_order(ana)
    first, second = _save(order, ana, message="one"), _save(order, ana, message="two")
    assert first.id == second.id
    assert Draft.objects.get().form["message"] == "two"


@pytest.mark.django_db
def test_colleagues_have_drafts_of_their_own() -> None:
    ana = owner()
    bo = colleague(ana, Role.AFTER_SALES)
    order = sent_order(ana)
    mine, theirs = _save(order, ana), _save(order, bo)
    give(bo.actor, draft=theirs)

    assert mine.id != theirs.id
    assert [(one.order, one.files) for one in begun_drafts(actor=bo.actor)] == [("A-1001", 1)]
    with pytest.raises(DraftUnseen):
        _save(order, bo, of=mine.id, message="not mine")
    assert Draft.objects.get(id=mine.id).form["message"] == ""


@pytest.mark.django_db
def test_a_late_save_does_not_bring_a_dropped_draft_back() -> None:
    ana = owner()
    order = sent_order(ana)
    begun = _save(order, ana)
    drop_draft(ask=DropDraft(draft=begun.id), actor=ana.actor)
    with pytest.raises(DraftUnseen):
        _save(order, ana, of=begun.id)
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_no_draft_is_begun_where_nothing_can_be_opened() -> None:
    ana = owner()
    order = sent_order(ana)
    with pytest.raises(OrderUnseen):
        _save(order, owner())
    with pytest.raises(Forbidden):
        _save(order, colleague(ana, Role.VIEWER))
    with pytest.raises(DraftTooLarge):
        _save(order, ana, message="x" * 200_001)
    assert Draft.objects.count() == 0


@pytest.mark.usefixtures("committed_db")
def test_two_tabs_that_begin_at_once_begin_one_draft() -> None:
    ana = owner()
    order = sent_order(ana)

    def save(at: int) -> UUID:
        try:
            return _save(order, ana, message=str(at)).id
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        ids = set(pool.map(save, range(12)))
    assert ids == {Draft.objects.get().id}
