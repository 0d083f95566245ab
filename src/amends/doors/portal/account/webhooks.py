"""An account's webhooks: its endpoints, their secrets, what was sent to them."""

from amends.core.access import Permission
from amends.doors.portal.session import merchant_page
from amends.doors.webhook_pages.desk import Desk
from amends.doors.webhook_pages.paths import webhook_paths

DESK = Desk(base="look/portal_base.html", routes="account:", above="account:page")
PATHS = webhook_paths(DESK, merchant_page(Permission.MERCHANT_WEBHOOK_MANAGE))
