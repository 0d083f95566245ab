"""Registering for messages, and seeing what one has registered."""

from typing import Any

import pytest
from django.test import override_settings

from amends.core.access import Role
from amends.core.outbound.addresses import Rules
from amends.records.webhooks.models import Endpoint
from tests.doors.cj_api.conftest import Tool, code_of, data_of, tool_of
from tests.makers.cases import rows
from tests.makers.people import owner

SET = "/webhook/set"
HERE = "https://shop.example/cj"


def registered(tool: Tool) -> dict[str, Any]:
    told = data_of(tool.get("/setting/get"))["callback"]
    return {topic: one["urls"][0] for topic, one in told.items() if one["type"] == "ENABLE"}


def test_topics_are_set_changed_and_ended(tool: Tool) -> None:
    on, off = {"type": "ENABLE", "callbackUrls": [HERE]}, {"type": "CANCEL", "callbackUrls": []}
    sent = {"product": off, "stock": off, "order": on, "logistics": {**on, "type": "ALL"}, "dispute": on}
    assert data_of(tool.post(SET, sent)) is True
    assert registered(tool) == {"order": HERE, "logistics": HERE, "dispute": HERE}
    data_of(tool.post(SET, {"order": off, "dispute": {"type": "ENABLE", "callbackUrls": [f"{HERE}/2"]}}))
    assert registered(tool) == {"logistics": HERE, "dispute": f"{HERE}/2"}
    assert registered(tool_of(owner())) == {}


@pytest.mark.parametrize(
    ("topic", "code"),
    [
        ({"type": "ENABLE", "callbackUrls": []}, 1607000),
        ({"type": "ENABLE"}, 1607000),
        ({"type": "ENABLE", "callbackUrls": ["http://shop.example/cj"]}, 1607000),
        ({"type": "ENABLE", "callbackUrls": ["https://127.0.0.1/cj"]}, 1607000),
        ({"type": "ENABLE", "callbackUrls": [HERE, HERE]}, 1607000),
        ({"type": "ENABLE", "callbackUrls": ["https://é.example/"]}, 1607000),
        ({"type": "SOMETIMES", "callbackUrls": [HERE]}, 1600300),
        ("ENABLE", 1600300),
    ],
)
@override_settings(OUTBOUND_RULES=Rules())
def test_what_is_no_registration_is_refused(tool: Tool, topic: object, code: int) -> None:
    before = rows()
    assert code_of(tool.post(SET, {"order": topic, "logistics": {"type": "CANCEL"}})) == code
    assert rows() == before


def test_only_who_manages_webhooks_registers(db: None) -> None:
    desk = tool_of(owner(), Role.AFTER_SALES)
    assert code_of(desk.post(SET, {"order": {"type": "ENABLE", "callbackUrls": [HERE]}})) == 1600004
    assert not Endpoint.objects.exists()
