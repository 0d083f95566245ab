"""Who one is, and how much one may call."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from amends.core.access import Permission, mask_address
from amends.core.cj_api.messages import Topic
from amends.doors.cj_api.calls import call
from amends.doors.cj_api.tokens import caller
from amends.records.cj_api.members import see_member

_TOPICS = (Topic.PRODUCT, Topic.STOCK, Topic.ORDER, Topic.LOGISTICS, Topic.DISPUTE)


@call("GET")
def get_setting(request: HttpRequest) -> dict[str, Any]:
    """GET /setting/get."""
    actor = caller(request, Permission.MERCHANT_ORDER_READ, now=timezone.now())
    assert actor.account_id is not None
    member = see_member(actor.account_id)
    return {
        "openId": member.open_id,
        "unionOpenId": str(member.open_id),
        "openName": member.name,
        "openEmail": mask_address(member.address) if member.address else "",
        "userNum": member.user_number,
        "setting": {"quotaLimits": [], "qpsLimit": settings.CJ_CALLS_PER_SECOND},
        "callback": {topic.value: _callback(member.callbacks.get(topic.value)) for topic in _TOPICS},
        "root": "GENERAL",
        "isSandbox": settings.SANDBOX,
    }


def _callback(url: str | None) -> dict[str, Any]:
    return {"type": "ENABLE" if url else "CANCEL", "urls": [url] if url else []}
