"""Reading what was sent, as leniently as CJ does: numbers as text and the other way, unknown fields, empty ones."""

from typing import Annotated, Any, ClassVar, TypeVar

from django.http import HttpRequest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from amends.core.requests.field_words import WITHOUT_NUL
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import Coded

BODY_LIMIT = 1_000_000
"""Bytes."""

_INT32 = 2**31

Whole = Annotated[int, Field(ge=-_INT32, lt=_INT32)]
Text = Annotated[str, Field(pattern=WITHOUT_NUL)]


def _some(values: object) -> object:
    """A list without its empty members."""
    return [value for value in values if value not in (None, "")] if isinstance(values, list) else values


Address = Annotated[Text, Field(max_length=2000)]
Texts = Annotated[list[Address], BeforeValidator(_some)]

Schema = TypeVar("Schema", bound="Asked")


class Asked(BaseModel):
    """A body or a query. A field that is null or empty was not sent."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    repeated: ClassVar[frozenset[str]] = frozenset()
    """Which fields of a query may come several times."""

    @model_validator(mode="before")
    @classmethod
    def _sent(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        return {name: value for name, value in values.items() if value is not None and value != ""}


class BodyMissing(Coded):
    """There is nothing to read."""

    code = "cj_api.body_missing"
    sentence = "Request body missing."
    cj = Code.BODY_MISSING


class BodyTooLarge(Coded):
    """Longer than any honest body."""

    code = "cj_api.body_too_large"
    sentence = "Param error: the body may be at most %(limit)s bytes long."
    cj = Code.PARAMETER


class NotJson(Coded):
    """A form, where JSON is spoken."""

    code = "cj_api.not_json"
    sentence = "Content type not supported: send application/json."
    cj = Code.CONTENT_TYPE


def read_body(request: HttpRequest, schema: type[Schema]) -> Schema:
    """The body as `schema`. Raises BodyMissing, BodyTooLarge, NotJson, and pydantic's ValidationError."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdecimal() or not length.strip("0"):
        raise BodyMissing
    if len(length) > len(str(BODY_LIMIT)) or int(length) > BODY_LIMIT:
        raise BodyTooLarge(limit=BODY_LIMIT)
    kind = request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    if kind and "json" not in kind and kind != "text/plain":
        raise NotJson
    return schema.model_validate_json(request.body)


def read_query(request: HttpRequest, schema: type[Schema]) -> Schema:
    """The query as `schema`; of a field that comes twice the last counts. Raises pydantic's ValidationError."""
    sent: dict[str, Any] = dict(request.GET.items())
    for name in schema.repeated:
        sent[name] = [*request.GET.getlist(name), *request.GET.getlist(f"{name}[]")]
    return schema.model_validate(sent)
