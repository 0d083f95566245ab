"""Reading the opening form as it was sent; nothing of it is judged here."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from amends.core.disputes.typed import Typed
from amends.core.evidence.purposes import Purpose

QUANTITY = "quantity-"
FILE = "file-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came: the form as typed, the draft it was made from, the files marked as showing the buyer's address,

    files sent with it (only where no script sent them before), and the button that was pressed.
    """

    typed: Typed
    draft: UUID | None
    marked: frozenset[UUID]
    files: "tuple[tuple[Purpose, UploadedFile[Any]], ...]"
    button: str
    needs_of: str
    """The dispute type, and what is wrong in it, whose needs the page showed."""
    shown: str | None
    """The digest of the finding that the page showed."""

    @property
    def needs(self) -> str:
        """What `needs_of` would be of the form as it came."""
        return f"{self.typed.reason}/{self.typed.detail}"


def read_sent(request: HttpRequest) -> Sent:
    """The form of a POST."""
    post = request.POST
    return Sent(
        typed=_typed(post),
        draft=_uuid(post.get("draft", "")),
        marked=frozenset(id_ for text in post.getlist("shows") if (id_ := _uuid(text))),
        files=tuple(
            (purpose, file) for purpose in Purpose for file in request.FILES.getlist(FILE + purpose.value) if file
        ),
        button=post.get("do", ""),
        needs_of=post.get("needs_of", ""),
        shown=post.get("shown") or None,
    )


def _typed(post: QueryDict) -> Typed:
    quantities = {
        name.removeprefix(QUANTITY): storable(value)
        for name, value in post.items()
        if name.startswith(QUANTITY) and isinstance(value, str) and value.strip()
    }
    words = {
        name: storable(post.get(name, "")) for name in ("reason", "detail", "wish", "amount", "message", "buyer_email")
    }
    return Typed(quantities=quantities, **words)


def storable(text: str) -> str:
    """What a form sent without what PostgreSQL cannot keep, its lines ended as people count them."""
    return text.replace("\x00", "").replace("\r\n", "\n")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
