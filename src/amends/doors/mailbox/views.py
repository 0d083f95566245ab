"""What was sent."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import urlize

from amends.records.notices.models import KeptMail

SHOWN = 100


def mails(request: HttpRequest) -> HttpResponse:
    """The newest hundred. Outside a demo there is no such page."""
    if not settings.DEMO:
        raise Http404
    return render(request, "mailbox/mails.html", {"mails": KeptMail.objects.order_by("-id")[:SHOWN]})


def mail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """One mail; its links to ourselves lead to the host that this page was asked for."""
    if not settings.DEMO:
        raise Http404
    kept = get_object_or_404(KeptMail, id=mail_id)
    body = urlize(kept.body, autoescape=True).replace(f'href="{settings.PUBLIC_URL}', 'href="')
    return render(request, "mailbox/mail.html", {"mail": kept, "body": body})
