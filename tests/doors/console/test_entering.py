"""Who may enter the console: every route of it."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from amends.core.access import ROLE_PERMISSIONS, STAFF_ROLES, Permission, Role
from amends.doors.console.urls import urlpatterns
from tests.doors.console.asking import nothing_changes
from tests.makers.people import Person, staff

pytestmark = pytest.mark.django_db

VALUES = {
    "number": "SH1",
    "name": "offer",
    "version": "shown",
    "evidence_id": UUID(int=7),
    "account_id": UUID(int=7),
    "order_id": UUID(int=7),
    "note_id": UUID(int=7),
    "measure_id": UUID(int=7),
    "contest_id": UUID(int=7),
    "version_id": UUID(int=7),
    "trial_id": UUID(int=7),
    "withdrawal_id": UUID(int=7),
    "top_up_id": UUID(int=7),
    "endpoint_id": UUID(int=7),
    "delivery_id": UUID(int=7),
    "case_id": UUID(int=7),
    "token_id": UUID(int=7),
    "settlement_id": UUID(int=7),
    "message_id": UUID(int=7),
    "claim_id": UUID(int=7),
    "part": "late",
    "entry": 2,
}
ROUTES = [
    reverse(f"console:{route.name}", kwargs={name: VALUES[name] for name in route.pattern.regex.groupindex})
    for route in urlpatterns
]


RECONCILIATION = "/console/book/reconciliation/"
POSTED = (
    *("/message/", "/assign/", "/breakdown/", "/circumstances/", "/cancel/"),
    *("/match/", "/look/", "/dismiss/", "/no-more/", "/take-back/"),
    *("/replace/", "/cut/", "/restore/", "/outcome/", "/again/"),
    *(
        "/take-up/",
        "/put-back/",
        "/unmatch/",
        "/end/",
        "/switch/",
        "/rotate/",
        "/test/",
        "/remove/",
        "/replay/",
        "/revoke/",
        "/issue/",
        "/liability/",
        "/measures/",
        "/lift/",
        "/answer/",
        "/approve/",
        "/refuse/",
        "/fetch/",
    ),
)


def asked(client: Client, path: str) -> list[tuple[int, str]]:
    """The answers to each method the path takes: status, and where it leads."""
    methods = [client.post] if path.endswith(POSTED) else [client.get]
    if path.endswith("/offer/"):
        methods.append(client.post)
    return [(answer.status_code, answer.get("Location", "")) for answer in (method(path) for method in methods)]


@pytest.mark.parametrize("path", ROUTES)
def test_a_stranger_signs_in_first_and_a_merchant_is_led_to_the_portal(client: Client, ana: Person, path: str) -> None:
    assert {where.split("?")[0] for _, where in asked(client, path)} == {reverse("account_login")}
    client.force_login(ana.user)
    with nothing_changes():
        assert set(asked(client, path)) == {(302, "/")}


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_each_role_enters_where_its_permissions_lead(client: Client, role: Role) -> None:
    client.force_login(staff(role).user)
    may = ROLE_PERMISSIONS[role]
    assert client.get("/console/").status_code == 200
    assert client.get("/console/orders/").status_code == 200
    book = client.get("/console/book/")
    assert book.status_code == (200 if Permission.STAFF_SETTLEMENT_READ in may else 403)
    for path in ("/console/book/entries/", "/console/book/balance/", "/console/book/notes/", RECONCILIATION):
        assert client.get(path).status_code == (200 if Permission.STAFF_LEDGER_READ in may else 403)
    withdrawals = client.get("/console/book/withdrawals/")
    assert withdrawals.status_code == (200 if Permission.STAFF_WITHDRAWAL_APPROVE in may else 403)
    for path, permission in (("", Permission.STAFF_POLICY_READ), ("import/", Permission.STAFF_POLICY_EDIT)):
        assert client.get(f"/console/policies/{path}").status_code == (200 if permission in may else 403)
    answer = client.post("/console/disputes/SH1/message/", {"message": "Hi", "audience": "staff"})
    assert answer.status_code == (404 if Permission.STAFF_DISPUTE_REVIEW in may else 403)
    assert ("/console/book/" in client.get("/console/").content.decode()) == (Permission.STAFF_LEDGER_READ in may)
    if book.status_code == 403:
        assert "Your role does not allow this" in book.content.decode()
        assert 'href="/console/orders/"' in book.content.decode()
