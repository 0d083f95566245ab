"""The OpenAPI document says what the API does."""

import pytest

from tests.makers.wire import call


@pytest.fixture
def document(db: None) -> dict:
    answer = call("GET", "/api/v1/openapi.json")
    assert answer.status == 200
    return answer.body


def test_it_is_open_and_names_every_operation(document: dict) -> None:
    assert document["openapi"] == "3.1.0"
    assert {(path, method) for path, operations in document["paths"].items() for method in operations} == {
        ("/api/v1/disputes", "get"),
        ("/api/v1/disputes", "post"),
        ("/api/v1/disputes/{number}", "get"),
    }


def test_opening_tells_its_body_its_key_and_its_token(document: dict) -> None:
    operation = document["paths"]["/api/v1/disputes"]["post"]
    assert operation["requestBody"]["content"] == {
        "application/json": {"schema": {"$ref": "#/components/schemas/OpenAsk"}}
    }
    assert [one["name"] for one in operation["parameters"]] == ["Idempotency-Key"]
    assert operation["security"] == [{"BearerToken": []}]
    assert "Idempotency-Replayed" in operation["responses"]["201"]["headers"]
    ask = document["components"]["schemas"]["OpenAsk"]
    assert (ask["additionalProperties"], ask["required"]) == (False, ["order", "lines", "reason", "wish"])
    assert ask["properties"]["lines"]["items"] == {"$ref": "#/components/schemas/Line"}


def test_every_refusal_is_declared_a_problem(document: dict) -> None:
    for path in document["paths"].values():
        for operation in path.values():
            refusals = {status for status in operation["responses"] if int(status) >= 400}
            assert {"401", "403"} <= refusals
            for status in refusals:
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"]


def test_no_reference_leads_nowhere(document: dict) -> None:
    def references(node: object) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*map(references, node.values()))
        return set().union(*map(references, node)) if isinstance(node, list) else set()

    schemas = document["components"]["schemas"]
    assert {ref.removeprefix("#/components/schemas/") for ref in references(document)} <= set(schemas)
