"""An operation refuses what it does not know of: a filter that is passed over would answer everything."""

import json
import re
from pathlib import Path

import pytest

from amends.records.disputes.models import Dispute
from amends.records.webhooks.models import Endpoint
from tests.doors.api.conftest import Desk
from tests.makers.tokens import staff_token
from tests.makers.wire import call

DOCUMENT = json.loads((Path(__file__).parents[3] / "docs" / "openapi.json").read_text())
CALLS = [(path, method) for path, operations in DOCUMENT["paths"].items() for method in operations]


def test_a_misspelled_filter_is_refused_and_named(desk: Desk) -> None:
    answer = call("GET", "/api/v1/disputes?ordre=A-1&limit=5", token=desk.token)
    assert (answer.status, answer.body["code"]) == (422, "request.invalid")
    assert [(one["field"], one["code"]) for one in answer.body["errors"]] == [("ordre", "field.extra_forbidden")]


@pytest.mark.parametrize(("path", "method"), CALLS)
def test_every_operation_refuses_a_parameter_that_it_does_not_know(desk: Desk, path: str, method: str) -> None:
    address = re.sub(r"\{[a-z]+_id\}", "01930d6c-7c1a-7b3e-9f55-3d1f0b6a2c11", path)
    address = re.sub(r"\{[a-z_]+\}", "1", address)
    answer = call(method.upper(), f"{address}?zebra=1&%00=2", token=desk.token, body={})
    assert (answer.status, answer.body["code"]) == (422, "request.invalid")
    assert [one["field"] for one in answer.body["errors"]] == ["zebra", "\x00"]
    assert "422" in DOCUMENT["paths"][path][method]["responses"]


def test_what_names_an_unknown_parameter_does_nothing(desk: Desk) -> None:
    assert call("POST", "/api/v1/disputes?dry_run=true", token=desk.token, body=desk.body()).status == 422
    body = {"url": "https://hooks.example/in"}
    assert call("POST", "/api/v1/webhooks/endpoints?test=1", token=staff_token(), body=body).status == 422
    assert not Dispute.objects.exists()
    assert not Endpoint.objects.exists()


def test_whoever_brings_no_token_hears_of_that_first() -> None:
    answer = call("GET", "/api/v1/disputes?zebra=1")
    assert (answer.status, answer.body["code"]) == (401, "access.unauthenticated")


def test_a_refused_parameter_counts_as_a_call(desk: Desk, settings: object) -> None:
    settings.API_CALLS_PER_MINUTE = 1  # type: ignore[attr-defined]
    assert call("GET", "/api/v1/policy?zebra=1", token=desk.token).status == 422
    assert call("GET", "/api/v1/policy?zebra=1", token=desk.token).status == 429
