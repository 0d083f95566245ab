"""The OpenAPI document says what the API does."""

import json
import os
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from amends.doors.api.finishing import without_lines
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


def test_a_precondition_fails_only_where_one_can_be_named(document: dict) -> None:
    for path, operations in document["paths"].items():
        for operation in operations.values():
            named = "If-Match" in {one["name"] for one in operation.get("parameters", ())}
            assert named is ("412" in operation["responses"]), path


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

    known = {f"#/components/{kind}/{name}" for kind, named in document["components"].items() for name in named}
    assert references(document) - known == set()
    assert {ref for ref in references(document) if "/examples/" in ref} == {
        f"#/components/examples/{name}" for name in document["components"]["examples"]
    }


def contents(document: dict) -> list[tuple[str, int, dict]]:
    """(operation, status, content) of every response with JSON in it."""
    return [
        (operation["operationId"], int(status), content)
        for path in document["paths"].values()
        for operation in path.values()
        for status, response in operation["responses"].items()
        for kind, content in response.get("content", {}).items()
        if "json" in kind
    ]


def test_every_answer_and_every_refusal_has_an_example_that_keeps_to_its_schema(document: dict) -> None:
    examples, wrong = document["components"]["examples"], []
    for operation, status, content in contents(document):
        validator = Draft202012Validator(
            content["schema"] | {"components": document["components"]},
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )
        if not content.get("examples"):
            wrong.append((operation, status, "no example"))
        for name in content.get("examples", ()):
            wrong += [
                (operation, status, name, fault.message) for fault in validator.iter_errors(examples[name]["value"])
            ]
    assert wrong == []


def test_an_example_that_does_not_fit_is_noticed(document: dict) -> None:
    whole = {"$ref": "#/components/schemas/DisputeWhole", "components": document["components"]}
    told = document["components"]["examples"]["DisputeWhole"]["value"] | {"asked": "22.50"}
    assert [fault.message for fault in Draft202012Validator(whole).iter_errors(told)] == [
        "'22.50' is not of type 'integer'"
    ]


def test_a_refusals_example_stands_where_its_status_does(document: dict) -> None:
    examples = document["components"]["examples"]
    for operation, status, content in contents(document):
        for name in content["examples"] if status >= 400 else ():
            assert (examples[name]["value"]["code"], examples[name]["value"]["status"]) == (name, status), operation


def test_a_refusals_example_is_what_the_program_says(document: dict) -> None:
    told = call("GET", "/api/v1/disputes", token="nobody's")
    assert told.body == document["components"]["examples"]["access.unauthenticated"]["value"]


def test_headers_are_declared_where_they_are_sent(document: dict) -> None:
    def headers(path: str, method: str, status: str) -> set[str]:
        return set(document["paths"][path][method]["responses"][status].get("headers", {}))

    rate = {"RateLimit", "RateLimit-Policy"}
    assert headers("/api/v1/disputes/{number}", "get", "200") == {"ETag"} | rate
    assert headers("/api/v1/disputes", "post", "201") == {"ETag", "Location", "Idempotency-Replayed"} | rate
    assert headers("/api/v1/disputes/{number}/messages", "post", "201") == {"ETag", "Idempotency-Replayed"} | rate
    assert headers("/api/v1/wallet", "get", "200") == rate
    for path, operations in document["paths"].items():
        for method in operations:
            assert headers(path, method, "429") == {"Retry-After"} | rate
            assert headers(path, method, "401") == {"WWW-Authenticate"}


def test_the_server_is_where_the_document_was_read(document: dict) -> None:
    assert [one["url"] for one in document["servers"]] == ["/"]


def test_amounts_that_are_asked_for_begin_at_the_least_that_is_taken(document: dict) -> None:
    schemas = document["components"]["schemas"]

    def least(shape: str, field: str) -> int:
        told = schemas[shape]["properties"][field]
        return told.get("anyOf", [told])[0]["minimum"]

    assert (least("OpenAsk", "amount"), least("PreviewAsk", "amount"), least("OrderAsk", "shipping")) == (1, 1, 0)
    assert (least("PaymentAsk", "amount"), least("Line", "quantity")) == (1, 1)
    assert "-9223372036854775808" not in json.dumps(document)


def test_texts_have_no_line_breaks_of_the_source(document: dict) -> None:
    def texts(node: object) -> list[str]:
        if isinstance(node, dict):
            own = [node["description"]] if isinstance(node.get("description"), str) else []
            return own + [one for inner in node.values() for one in texts(inner)]
        return [one for inner in node for one in texts(inner)] if isinstance(node, list) else []

    paragraphs = [one for text in texts(document) for one in text.split("\n\n")]
    assert len(paragraphs) > 100
    assert [one for one in paragraphs if "\n" in one.replace("\n-", "")] == []
    broken = [text for text in texts(document) if re.search(r"[^.:!?`]\n\n", text)]
    assert broken == []


def test_lists_and_paragraphs_stay() -> None:
    assert without_lines("One\ntwo.\n\nThree:\n- a\n- b\n  c") == "One two.\n\nThree:\n- a\n- b c"
