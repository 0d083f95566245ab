"""When somebody last proved by a code from their phone that it is they who sit here."""

from datetime import UTC, datetime

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.utils import timezone

from amends.doors.portal.session import MerchantRequest


def confirmed_at(request: MerchantRequest) -> datetime | None:
    """At sign-in or since, as this session has it."""
    told = [one["at"] for one in get_authentication_records(request, request.user) if one.get("method") == "mfa"]
    return datetime.fromtimestamp(max(told), UTC) if told else None


def is_confirmed(request: MerchantRequest) -> bool:
    """Whether that still counts."""
    at = confirmed_at(request)
    return at is not None and timezone.now() - at <= settings.WITHDRAWAL_CONFIRMATION
