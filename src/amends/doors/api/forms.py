"""Reading a form: a body of multipart/form-data into a schema, as strictly as JSON is read."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from pydantic import BaseModel, BeforeValidator, InstanceOf, StrictBool, WithJsonSchema

from amends.doors.api.problems import Unreadable
from amends.doors.api.reading import has_body, media_type

FORM = "multipart/form-data"

Schema = TypeVar("Schema", bound=BaseModel)

_TRUTH = {"true": True, "false": False}


def _said(text: Any) -> Any:
    return _TRUTH.get(text, text) if isinstance(text, str) else text


FilePart = Annotated[InstanceOf[UploadedFile], WithJsonSchema({"type": "string", "format": "binary"})]  # type: ignore[type-arg]
"""A part with a file name."""

FlagPart = Annotated[StrictBool, BeforeValidator(_said)]
"""The text true or false."""


class NotForm(Unreadable):
    """The body claims to be something else."""

    code = "request.not_form"
    sentence = "Send the body as multipart/form-data."
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class PartRepeated(Unreadable):
    """Two parts of one name, of which one would be lost."""

    code = "request.part_repeated"
    sentence = "The form has more than one part of the name “%(name)s”."
    status = HTTPStatus.UNPROCESSABLE_ENTITY


def read_form(request: HttpRequest, schema: type[Schema]) -> Schema:
    """The body as `schema`; no body at all stands for an empty form.

    Raises LengthMissing, NotForm, PartRepeated, what Django refuses to read (`unread`), and pydantic's ValidationError
    for what does not fit the schema.
    """
    if not has_body(request):
        return schema.model_validate({})
    if media_type(request) != FORM:
        raise NotForm
    told: dict[str, Any] = {}
    for name, part in _parts(request):
        if name in told:
            raise PartRepeated(name=name)
        told[name] = part
    return schema.model_validate(told)


def _parts(request: HttpRequest) -> Iterator[tuple[str, Any]]:
    for parts in (request.POST, request.FILES):
        for name, values in parts.lists():
            yield from ((name, value) for value in values)
