"""The OpenAPI document says what the API does."""

import json
import os
from pathlib import Path

import pytest

from tests.makers.wire import call

REVIEWED = Path(__file__).parents[3] / "docs" / "openapi.json"


@pytest.fixture
def document(db: None) -> dict:
    answer = call("GET", "/api/v1/openapi.json")
    assert answer.status == 200
    return answer.body


def test_the_document_is_the_one_that_was_reviewed(document: dict) -> None:
    """A change of the API is seen in a diff; `AMENDS_OPENAPI=1` with this test writes the document anew."""
    if os.environ.get("AMENDS_OPENAPI"):
        REVIEWED.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    assert document == json.loads(REVIEWED.read_text())


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
            assert {"401", "429"} <= refusals
            for status in refusals:
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"]


def test_every_body_has_an_example(document: dict) -> None:
    """That they work is shown by the stories (test_stories)."""
    asked = [one.get("requestBody", {}) for path in document["paths"].values() for one in path.values()]
    contents = [one["content"]["application/json"] for one in asked if "application/json" in one.get("content", {})]
    named = [content["schema"]["$ref"] for content in contents]
    assert len(named) > 20
    schemas = document["components"]["schemas"]
    assert [name for name in named if not schemas[name.rpartition("/")[2]].get("examples")] == []


def test_no_reference_leads_nowhere(document: dict) -> None:
    def references(node: object) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*map(references, node.values()))
        return set().union(*map(references, node)) if isinstance(node, list) else set()

    schemas = document["components"]["schemas"]
    assert {ref.removeprefix("#/components/schemas/") for ref in references(document)} <= set(schemas)
