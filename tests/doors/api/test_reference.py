"""The reference page says what the document says; examples are asks that can be read."""

import pytest
from django.test import Client
from pydantic import BaseModel

from amends.doors.api.openapi import bodies
from amends.doors.api.urls import api

assert api

pytestmark = pytest.mark.django_db


def test_anybody_reads_every_operation_and_shape() -> None:
    page = Client().get("/help/api/")
    assert page.status_code == 200
    words = page.content.decode()
    for told in ("POST /api/v1/disputes", "Idempotency-Key", 'id="shape-DisputeWhole"', "allowed_actions"):
        assert told in words


@pytest.mark.parametrize("body", bodies(), ids=lambda body: body.__name__)
def test_examples_can_be_read(body: type[BaseModel]) -> None:
    for example in (body.model_config.get("json_schema_extra") or {}).get("examples", []):  # type: ignore[union-attr]
        assert body.model_validate(example)
