"""One notice as a mail."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from amends.core.notices.routing import Audience, route_of
from amends.core.notices.words import notice_words
from amends.records.notices.models import Notice


def send_notice(*, notice_id: UUID) -> None:
    """Sends it to its person's address, if both are still there. Raises OSError when the mail server fails."""
    notice = Notice.objects.select_related("user").filter(id=notice_id).first()
    route = route_of(notice.code) if notice else None
    if notice is None or route is None or not notice.user.email:
        return
    sentence = notice_words(_(route.sentence), notice.facts)
    number, order = notice.facts.get("number"), notice.facts.get("order")
    page = "/wallet/" if Audience.WALLET in route.audiences else "/account/"
    if Audience.HOOKS in route.audiences:
        page = "/account/webhooks/" if notice.account_id else "/console/webhooks/"
    path = f"/disputes/{number}/" if number else f"/orders/{order}/" if order else page
    body = f"{sentence}\n\n{settings.PUBLIC_URL}{path}\n"
    send_mail(sentence[:200], body, settings.DEFAULT_FROM_EMAIL, [notice.user.email])
