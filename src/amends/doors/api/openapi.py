"""What the OpenAPI says: of operations that read their own body, of keys, and of refusals."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from amends.doors.api.finishing import finish
from amends.doors.api.reading import KEY_LIMIT
from amends.doors.api.schemas import Problem

ROOT = "/api/v1/"
_REF = "#/components/schemas/{model}"
_BODIES: dict[str, type[BaseModel]] = {}
"""Those that operations read by themselves, by name, as they were declared."""

_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LIMIT, "pattern": "^[ -~]+$"},
    "description": "Names this ask: sent again with the same body, it is answered again and not done twice.",
}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string", "pattern": r'^(\*|"[0-9]{1,9}(-[0-9a-f]{16})?")$'},
    "description": "The ETag of the answer that was acted on; if the dispute has moved since, 412.",
}
_REPLAYED = {"$ref": "#/components/headers/Idempotency-Replayed"}
_LOCATION = {"$ref": "#/components/headers/Location"}

READ_ANEW: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "If-None-Match",
            "required": False,
            "schema": {"type": "string"},
            "description": "The ETag of the answer that the caller has; if that still holds, 304 without a body.",
        }
    ],
    "responses": {304: {"description": "As the caller has it"}},
}
"""`openapi_extra` of an operation whose answer is sent again only when it has changed."""


def bodies() -> list[type[BaseModel]]:
    """Every body that an operation reads by itself."""
    return list(_BODIES.values())


def problems(*statuses: int) -> dict[int, type[BaseModel]]:
    """The refusals an operation answers with, by HTTP status."""
    return dict.fromkeys(statuses, Problem)


def keyed(
    *, status: int = 200, versioned: bool = False, located: bool = False, created: bool = False
) -> dict[str, Any]:
    """`openapi_extra` of an operation that is done once for a key; `versioned`: and only if a case stands as seen.

    `located`: the answer says where what was made is read. `created`: so it does when something was, with 201.
    """
    headers = {"Idempotency-Replayed": _REPLAYED}
    there = headers | {"Location": _LOCATION}
    responses = {status: {"headers": there if located else headers}} | ({201: {"headers": there}} if created else {})
    return {"parameters": [_KEY, *([_IF_MATCH] if versioned else [])], "responses": responses}


def body_of(schema: type[BaseModel], *, kind: str = "application/json") -> dict[str, Any]:
    """`openapi_extra` of an operation that takes its body from `read_body`, or from `read_form` by its `kind`."""
    _BODIES[schema.__name__] = schema
    told = {"$ref": _REF.format(model=schema.__name__)}
    return {"requestBody": {"required": True, "content": {kind: {"schema": told}}}}


def keyed_body(
    schema: type[BaseModel], *, status: int = 201, versioned: bool = False, located: bool = False
) -> dict[str, Any]:
    """The two together."""
    return body_of(schema) | keyed(status=status, versioned=versioned, located=located)


def made_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of the document, whose first answer is kept: it takes long to make and anybody may ask for it."""
    made: list[bytes] = []

    def answered(request: HttpRequest, **_: Any) -> HttpResponse:
        if not made:
            made.append(view(request).content)
        return HttpResponse(made[0], content_type="application/json")

    return answered


class DocumentedAPI(NinjaAPI):
    """ninja's API, whose document also knows bodies that ninja does not read, and what `finish` adds."""

    def get_openapi_schema(self, **_: Any) -> Any:
        """The OpenAPI 3.1 document."""
        document = super().get_openapi_schema(path_prefix=ROOT)
        defined = models_json_schema([(body, "validation") for body in _BODIES.values()], ref_template=_REF)[1]
        document["components"]["schemas"] |= defined["$defs"]
        return finish(document)
