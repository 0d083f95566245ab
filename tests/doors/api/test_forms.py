"""A file is given in a form that is read as strictly as JSON: nothing of it is lost in silence, and never a 500."""

import pytest

from amends.records.evidence.models import Evidence
from tests.doors.api.conftest import Desk
from tests.doors.api.test_asking import PATH, number, store
from tests.makers.files import jpeg
from tests.makers.wire import Answer, call

__all__ = ["number", "store"]

FORM = "multipart/form-data; boundary=cut"


def part(name: str, content: bytes, *, file: str | None = None) -> bytes:
    """One part of a form, with a file's name or without."""
    named = f'; filename="{file}"' if file else ""
    return b'--cut\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n' % (
        name.encode(), named.encode(), content,
    )  # fmt: skip


def given(desk: Desk, number: str, *parts: bytes, kind: str = FORM, **environ: str) -> Answer:
    """The answer to a form of these parts; unless it is a 201, nothing was kept."""
    raw = b"".join([*parts, b"--cut--\r\n"])
    answer = call("POST", f"{PATH}/{number}/evidence", token=desk.token, raw=raw, CONTENT_TYPE=kind, **environ)
    if answer.status != 201:
        assert answer.headers["content-type"] == "application/problem+json"
        assert not Evidence.objects.exists()
    return answer


def torn(content: bytes | None = None, *, name: str = "file") -> bytes:
    return part(name, jpeg() if content is None else content, file="torn.jpg")


@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=" + "x" * 300, "; boundary=ä"])
def test_a_form_without_a_boundary_of_use_is_malformed(desk: Desk, number: str, boundary: str) -> None:
    answer = given(desk, number, torn(), kind="multipart/form-data" + boundary)
    assert (answer.status, answer.body["code"], answer.body["facts"]) == (400, "request.malformed", {})
    assert answer.body["detail"] == (
        "This cannot be read: the form is broken, or its boundary is missing, empty or too long."
    )


def test_parts_that_nobody_knows_are_refused_by_name(desk: Desk, number: str) -> None:
    answer = given(desk, number, torn(), part("unknown", b"x"), torn(name="zzz"))
    assert (answer.status, answer.body["code"]) == (422, "request.invalid")
    assert [(one["field"], one["code"]) for one in answer.body["errors"]] == [
        ("unknown", "field.extra_forbidden"),
        ("zzz", "field.extra_forbidden"),
    ]


@pytest.mark.parametrize("again", [torn(), part("purpose", b"parcel"), part("file", b"words")])
def test_a_part_may_come_once(desk: Desk, number: str, again: bytes) -> None:
    answer = given(desk, number, part("purpose", b"product"), torn(), again)
    assert (answer.status, answer.body["code"]) == (422, "request.part_repeated")
    assert answer.body["facts"]["name"] in ("file", "purpose")


@pytest.mark.parametrize(
    ("parts", "field", "code"),
    [
        ([part("file", b"words")], "file", "field.is_instance_of"),
        ([part("purpose", b"product")], "file", "field.missing"),
        ([torn(), part("purpose", b"product", file="p.txt")], "purpose", "field.enum"),
        ([torn(), part("shows_buyer_email", b"yes")], "shows_buyer_email", "field.bool_type"),
        ([torn(), part("shows_buyer_email", b"1")], "shows_buyer_email", "field.bool_type"),
        ([torn(), part("shows_buyer_email", b"")], "shows_buyer_email", "field.bool_type"),
    ],
)
def test_a_part_of_another_kind_is_named(desk: Desk, number: str, parts: list[bytes], field: str, code: str) -> None:
    answer = given(desk, number, *parts)
    assert (answer.status, [(one["field"], one["code"]) for one in answer.body["errors"]]) == (422, [(field, code)])


@pytest.mark.parametrize(("said", "shown"), [(b"true", True), (b"false", False)])
def test_a_flag_is_true_or_false(desk: Desk, number: str, said: bytes, shown: bool) -> None:
    answer = given(desk, number, torn(), part("shows_buyer_email", said))
    assert (answer.status, [one["shows_buyer_email"] for one in answer.body["evidence"]]) == (201, [shown])


@pytest.mark.parametrize(
    "kind", ["", "application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/mixed; boundary=cut"]
)
def test_what_is_no_form_is_not_read(desk: Desk, number: str, kind: str) -> None:
    answer = given(desk, number, torn(), kind=kind)
    assert (answer.status, answer.body["code"]) == (415, "request.not_form")


def test_no_body_at_all_is_told_what_is_missing(desk: Desk, number: str) -> None:
    answer = call("POST", f"{PATH}/{number}/evidence", token=desk.token, CONTENT_TYPE="")
    assert (answer.status, [(one["field"], one["code"]) for one in answer.body["errors"]]) == (
        422, [("file", "field.missing")]
    )  # fmt: skip


@pytest.mark.parametrize(
    "environ", [{"CONTENT_LENGTH": "many"}, {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}]
)
def test_a_form_of_unknown_length_is_not_read(desk: Desk, number: str, environ: dict[str, str]) -> None:
    answer = given(desk, number, torn(), **environ)
    assert (answer.status, answer.body["code"]) == (411, "request.length_missing")


def test_more_files_than_any_form_has_are_refused_in_our_words(desk: Desk, number: str) -> None:
    answer = given(desk, number, *(torn(b"x", name=f"f{at}") for at in range(121)))
    assert (answer.status, answer.body["code"], answer.body["facts"]) == (
        413, "request.too_many_files", {"limit": 120}
    )  # fmt: skip
    assert answer.body["detail"] == "A request may bring at most 120 files."


def test_more_fields_than_any_ask_has_are_refused_in_our_words(desk: Desk, number: str) -> None:
    answer = given(desk, number, *(part(f"f{at}", b"x") for at in range(2_501)))
    assert (answer.status, answer.body["code"], answer.body["facts"]) == (
        422, "request.too_many_fields", {"limit": 2_500}
    )  # fmt: skip
    query = "&".join(f"f{at}=x" for at in range(2_501))
    for token, told in ((desk.token, (422, "request.too_many_fields")), ("", (401, "access.unauthenticated"))):
        answer = call("GET", f"{PATH}?{query}", token=token)
        assert (answer.status, answer.body["code"]) == told


def test_fields_of_more_bytes_than_are_held_in_memory_are_refused(desk: Desk, number: str) -> None:
    answer = given(desk, number, torn(), part("purpose", b"x" * 5_300_000))
    assert (answer.status, answer.body["code"], answer.body["facts"]) == (
        413, "request.body_too_large", {"limit": 5_242_880}
    )  # fmt: skip
