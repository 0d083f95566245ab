"""The queue: what to do next."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.doors.console.queue_form import Asked, QueueForm
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.console.words import TAB_WORDS
from amends.records.disputes.case_file_history import account_name
from amends.records.disputes.queue import COUNTED, SOON, count_queue, read_queue
from amends.records.disputes.queue_find import find_disputes
from amends.records.disputes.queue_rows import QueueRow

PAGE = 25
_KEPT = ("reason", "kind", "wish", "currency", "account")


@require_safe
@staff_page(Permission.STAFF_DISPUTE_READ)
def queue(request: StaffRequest) -> HttpResponse:
    """A tab of the queue, or what a search found among all disputes, with the filters of the address."""
    now, form = timezone.now(), QueueForm(request.GET)
    asked = form.asked() if form.is_valid() else None
    rows, further = _read(asked, me=request.actor.id, now=now) if asked else ([], {})
    context = {
        "form": form,
        "asked": asked,
        "rows": rows,
        "further": _address(request.GET, **further) if further else "",
        "first": _address(request.GET) if asked and (asked.beyond or asked.before) else "",
        "tabs": _tabs(request, asked, now),
        "account": account_name(asked.wanted.account_id) if asked and asked.wanted.account_id else None,
        "filtered": any(request.GET.get(name) for name in _KEPT),
        "now": now,
        "soon": now + SOON,
    }
    status = HTTPStatus.OK if asked else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "console/queue.html", context, status=status)


def _read(asked: Asked, *, me: UUID | None, now: datetime) -> tuple[list[QueueRow], dict[str, str]]:
    """The rows, and what the address of the next page has besides."""
    if asked.words:
        rows, last = find_disputes(words=asked.words, wanted=asked.wanted, size=PAGE, before=asked.before)
        return rows, {"before": str(last)} if last else {}
    page = read_queue(tab=asked.tab, wanted=asked.wanted, me=me, now=now, size=PAGE, beyond=asked.beyond)
    return list(page.rows), {"after": page.further.text()} if page.further else {}


def _address(told: QueryDict, **changes: str) -> str:
    """The same list from its beginning, or with `changes`."""
    address = told.copy()
    for name in ("after", "before"):
        address.pop(name, None)
    for name, value in changes.items():
        address[name] = value
    return f"?{address.urlencode()}"


def _tabs(request: StaffRequest, asked: Asked | None, now: datetime) -> list[dict[str, Any]]:
    """Counts are of the whole tab, whatever is filtered."""
    counts = count_queue(me=request.actor.id, now=now)
    kept = QueryDict(mutable=True)
    kept.update({name: request.GET[name] for name in _KEPT if request.GET.get(name)})
    return [
        {
            "label": words,
            "url": _address(kept, tab=tab.value),
            "current": asked is not None and not asked.words and asked.tab is tab,
            "count": f"{COUNTED - 1}+" if counts[tab] >= COUNTED else counts[tab],
        }
        for tab, words in TAB_WORDS.items()
    ]
