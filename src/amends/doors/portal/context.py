"""What stands around a merchant's page: the way to the other pages, who one is, and the banner."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from amends.core.access import STAFF_ROLES, mask_address
from amends.core.standing.measures import REASON_TITLES, Measure, strictest
from amends.core.standing.standings import FORBIDDEN_WORDS
from amends.doors.portal.account.words import ROLE_WORDS
from amends.doors.portal.nav import merchant_nav
from amends.records.access.models import User
from amends.records.access.queries import Standing, standing_of

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Banner:
    """Asks for a verified address; `masked` is empty when none is linked. `template` shows it."""

    masked: str
    template: str = "portal/account/banner.html"


@dataclass(frozen=True, slots=True)
class MeasureBanner:
    """Says what counts against the account. `template` shows it."""

    measure: Measure
    reason: str
    forbidden: str
    template: str = "portal/account/measure_banner.html"


def portal(request: HttpRequest) -> dict[str, object]:
    """`nav`, `person`, `banner`, `measure_banner` for whoever is signed in, asked for only where a template shows them.

    The console brings its own. A request that passed no middleware (`config.wsgi`) is nobody's.
    """
    user = getattr(request, "user", None)
    if request.path.startswith("/console/") or not isinstance(user, User):
        return {}
    standing = cast(Standing, SimpleLazyObject(lambda: standing_of(user)))
    return {
        "nav": SimpleLazyObject(
            lambda: _staff_nav(request.path) if standing.role in STAFF_ROLES else merchant_nav(request)
        ),
        "person": SimpleLazyObject(lambda: _person(user, standing)),
        "banner": SimpleLazyObject(lambda: _banner(standing)),
        "measure_banner": SimpleLazyObject(lambda: _measure_banner(standing)),
    }


def _banner(standing: Standing) -> Banner | None:
    if standing.verified:
        return None
    return Banner(masked=mask_address(standing.address) if standing.address else "")


def _measure_banner(standing: Standing) -> MeasureBanner | None:
    measure = strictest(standing.measures, now=timezone.now())
    if measure is None:
        return None
    reason, forbidden = _(REASON_TITLES[measure.reason]), _(FORBIDDEN_WORDS[measure.standing])
    return MeasureBanner(measure=measure, reason=reason, forbidden=forbidden)


def _person(user: User, standing: Standing) -> Item:
    role = ROLE_WORDS[standing.role] if standing.role else ""
    return {
        "name": str(user),
        "detail": " · ".join(str(part) for part in (standing.account_name, role) if part),
        "links": [{"label": _("Account"), "url": reverse("account:page")}],
        "sign_out_url": reverse("account_logout"),
    }


def _staff_nav(path: str) -> list[Item]:
    items = [
        (_("Console"), "/console/", "queue"),
        (_("Account"), "/account/", "user"),
        (_("Help"), "/help/", "help"),
    ]
    return [{"label": label, "url": url, "icon": icon, "current": path == url} for label, url, icon in items]
