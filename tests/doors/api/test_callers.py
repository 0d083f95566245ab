"""A living token is known to every operation: what it may not do is forbidden or unseen, never unauthenticated."""

import re
from typing import Any

import pytest

from amends.core.access import Role
from amends.records.access.models import ApiToken
from amends.records.disputes.models import Dispute
from tests.doors.api.conftest import Desk, token_of
from tests.doors.api.test_asking import multipart
from tests.doors.api.test_parameters import CALLS, DOCUMENT
from tests.makers.files import jpeg
from tests.makers.people import NOW
from tests.makers.tokens import staff_token
from tests.makers.wire import call

ID = "01930d6c-7c1a-7b3e-9f55-3d1f0b6a2c11"
PARAMETERS = {"list_wallet_entries": "?currency=USD"}


@pytest.fixture
def tokens(desk: Desk) -> dict[str, str]:
    """One of each role."""
    ours = {role: token_of(desk.merchant, role) for role in (Role.OWNER, Role.FINANCE, Role.VIEWER)}
    theirs = {role: staff_token(role) for role in (Role.AGENT, Role.STAFF_FINANCE, Role.ADMIN, Role.PLATFORM)}
    return {role.value: token for role, token in {**ours, **theirs}.items()}


def asked(path: str, method: str) -> tuple[str, dict[str, Any]]:
    """An operation's address and a body that fits it."""
    operation = DOCUMENT["paths"][path][method]
    address = re.sub(r"\{[a-z_]+\}", "1", re.sub(r"\{[a-z]+_id\}", ID, path))
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        raw, kind = multipart(jpeg())
        return address, {"raw": raw, "CONTENT_TYPE": kind}
    if content:
        name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
        return address, {"body": DOCUMENT["components"]["schemas"][name]["examples"][0]}
    return address + PARAMETERS.get(operation["operationId"], ""), {}


@pytest.mark.parametrize(("path", "method"), CALLS)
def test_no_living_token_is_called_unknown_and_every_dead_one_is(
    tokens: dict[str, str], path: str, method: str
) -> None:
    address, sent = asked(path, method)
    told = {role: call(method.upper(), address, token=token, **sent) for role, token in tokens.items()}
    assert {role: one.body["code"] for role, one in told.items() if one.status == 401} == {}
    ApiToken.objects.update(revoked_at=NOW)
    for token in tokens.values():
        dead = call(method.upper(), address, token=token, **sent)
        assert (dead.status, dead.body["code"]) == (401, "access.unauthenticated")


@pytest.mark.parametrize("key", [None, "k-1"])
@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN, Role.PLATFORM])
def test_who_is_no_merchant_opens_nothing_and_hears_why(desk: Desk, role: Role, key: str | None) -> None:
    for path in ("/api/v1/disputes", "/api/v1/disputes/preview"):
        refused = call("POST", path, token=staff_token(role, name=path), body=desk.body(), key=key)
        assert (refused.status, refused.body["code"]) == (403, "access.forbidden")
        assert refused.body["facts"] == {"permission": "merchant:dispute:open"}
    assert not Dispute.objects.exists()


def test_what_is_lacking_is_told_of_the_caller_s_own_side(desk: Desk) -> None:
    def lacking(token: str) -> tuple[dict[str, str], str]:
        refused = call("GET", "/api/v1/settlements", token=token)
        assert (refused.status, refused.body["code"]) == (403, "access.forbidden")
        return refused.body["facts"], refused.body["detail"]

    assert lacking(staff_token(Role.AGENT)) == (
        {"permission": "staff:settlement:read"}, "Your role does not allow this (staff:settlement:read)."
    )  # fmt: skip
    assert lacking(staff_token(Role.PLATFORM)) == (
        {"permission": "merchant:dispute:read"},
        "Your role does not allow this (merchant:dispute:read or staff:settlement:read).",
    )
