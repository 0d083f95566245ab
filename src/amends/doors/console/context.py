"""What stands around a page of the console: the way to the other pages, and who one is."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.core.access import ROLE_PERMISSIONS, Permission, Role
from amends.doors.console.words import ROLE_WORDS

Item = dict[str, Any]


def console(request: HttpRequest) -> dict[str, object]:
    """`nav`, `person` and `home_url` on staff's pages; nothing elsewhere."""
    home = reverse("console:queue")
    if not request.path.startswith(home) or not request.user.is_authenticated or not request.user.staff_role:
        return {}
    role = Role(request.user.staff_role)
    return {
        "nav": _nav(request.path, role),
        "person": {
            "name": str(request.user),
            "detail": ROLE_WORDS[role],
            "links": [{"label": _("Account"), "url": "/account/"}],
            "sign_out_url": reverse("account_logout"),
        },
        "home_url": home,
    }


def _nav(path: str, role: Role) -> list[Item]:
    queue, orders, messages = reverse("console:queue"), reverse("console:orders"), reverse("console:messages")
    in_messages = path.startswith(messages)
    in_orders = path.startswith(orders) and not in_messages
    items = [
        (_("Queue"), queue, "queue", path == queue or path.startswith(f"{queue}disputes/")),
        (_("Orders"), orders, "box", in_orders),
        (_("Messages"), messages, "chat", in_messages),
    ]
    if Permission.STAFF_CLAIM_READ in ROLE_PERMISSIONS[role]:
        claims = reverse("console:claims")
        items.append((_("Claims"), claims, "alert", path.startswith(claims)))
    if Permission.STAFF_POLICY_READ in ROLE_PERMISSIONS[role]:
        policies = reverse("console:policies")
        items.append((_("Policies"), policies, "policy", path.startswith(policies)))
    if Permission.STAFF_STANDING_READ in ROLE_PERMISSIONS[role]:
        standing = reverse("console:standing")
        items.append((_("Standing"), standing, "lock", path.startswith((standing, f"{queue}accounts/"))))
    if Permission.STAFF_LEDGER_READ in ROLE_PERMISSIONS[role]:
        book = reverse("console:book")
        items.append((_("Book"), book, "book", path.startswith(book)))
    if Permission.STAFF_WEBHOOK_MANAGE in ROLE_PERMISSIONS[role]:
        webhooks = reverse("console:webhooks")
        items.append((_("Webhooks"), webhooks, "upload", path.startswith(webhooks)))
    if Permission.STAFF_TOKEN_MANAGE in ROLE_PERMISSIONS[role]:
        tokens = reverse("console:tokens")
        items.append((_("Tokens"), tokens, "key", path.startswith(tokens)))
    items.append((_("Help"), "/help/", "help", False))
    return [{"label": label, "url": url, "icon": icon, "current": current} for label, url, icon, current in items]
