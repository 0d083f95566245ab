"""The platform's webhooks: its endpoints, which hear of every account, their secrets, what was sent to them."""

from amends.core.access import Permission
from amends.doors.console.session import staff_page
from amends.doors.webhook_pages.desk import Desk
from amends.doors.webhook_pages.paths import webhook_paths

DESK = Desk(base="look/console_base.html", routes="console:")
PATHS = webhook_paths(DESK, staff_page(Permission.STAFF_WEBHOOK_MANAGE))
