"""Whatever is sent to whichever operation: an answer of the shapes that the document declares, and never a 500."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import checks

from amends.config.wsgi import application
from amends.core.access import Role
from amends.records.orders.models import Order
from tests.doors.api.conftest import token_of
from tests.doors.api.test_openapi import REVIEWED
from tests.makers.cases import open_case, paid_order
from tests.makers.people import owner
from tests.makers.tokens import staff_token

pytestmark = pytest.mark.slow

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture
def tokens(committed_db: None) -> Iterator[dict[str, str]]:
    """Of a merchant with orders and a dispute, of staff, and of the platform's systems."""
    merchant = owner()
    paid_order(merchant)
    open_case(merchant, paid_order(merchant))
    assert Order.objects.count() == 2
    yield {
        "merchant": token_of(merchant, Role.OWNER),
        "staff": staff_token(),
        "platform": staff_token(Role.PLATFORM, name="Order system"),
    }


def schema_of(document: dict[str, Any]) -> Any:
    """The document as Schemathesis reads it, over the application."""
    made = schemathesis.openapi.from_dict(document)
    made.app = application
    return made


DOCUMENT = json.loads(REVIEWED.read_text())
OPERATIONS = [(path, method) for path, operations in DOCUMENT["paths"].items() for method in operations]


def play(document: dict[str, Any], path: str, method: str, tokens: dict[str, str]) -> None:
    """Sends what the document allows, and what it does not, with each token; the answers keep to the document."""

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=schema_of(document)[path][method].as_strategy())
    def sent(case: Any) -> None:
        for token in tokens.values():
            case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {token}"})

    sent()


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_operation_keeps_to_the_document(path: str, method: str, tokens: dict[str, str]) -> None:
    play(DOCUMENT, path, method, tokens)


def test_an_answer_that_the_document_does_not_know_is_noticed(tokens: dict[str, str]) -> None:
    document = copy.deepcopy(DOCUMENT)
    del document["paths"]["/api/v1/disputes/{number}"]["get"]["responses"]["404"]
    with pytest.raises(BaseException, match="Undocumented status code"):
        play(document, "/api/v1/disputes/{number}", "get", tokens)
