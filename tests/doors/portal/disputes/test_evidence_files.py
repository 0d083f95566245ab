"""A file of evidence as a browser gets it: only what one may see, and nothing that could run as a page."""

from http import HTTPStatus

import pytest
from django.test import Client

from amends.core.access import Role
from amends.records.ids import new_id
from tests.makers.cases import open_case, paid_order
from tests.makers.drafts import draft, give, sent_order
from tests.makers.files import iso_media, jpeg, pdf
from tests.makers.people import Person, colleague, owner, staff

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]


@pytest.fixture
def ana(client: Client) -> Person:
    person = owner()
    client.force_login(person.user)
    return person


def body(answer: object) -> bytes:
    return b"".join(answer)  # type: ignore[call-overload]


def test_a_picture_is_shown_in_place_and_its_original_kept_to_download(client: Client, ana: Person) -> None:
    file = give(ana.actor, draft=draft(sent_order(ana), ana.actor), content=jpeg(), name='Zoë "1".jpg')
    shown, original = client.get(f"/evidence/{file.id}/"), client.get(f"/evidence/{file.id}/original/")
    assert shown["Content-Type"] == original["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"].startswith("inline; filename")
    assert original["Content-Disposition"].startswith("attachment; filename")
    assert body(original) == jpeg()
    assert body(shown) != jpeg()
    for answer in (shown, original):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].endswith("; sandbox")
        assert answer["Cache-Control"] == "private, no-cache"


def test_a_document_is_never_shown_in_place(client: Client, ana: Person) -> None:
    file = give(ana.actor, draft=draft(sent_order(ana), ana.actor), content=pdf(), name="mail.pdf")
    answer = client.get(f"/evidence/{file.id}/")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="mail.pdf"',
    )
    assert client.get(f"/evidence/{file.id}/thumbnail/").status_code == HTTPStatus.NOT_FOUND
    assert client.get(f"/evidence/{file.id}/nonsense/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-3", slice(0, 4)),
        ("bytes=80-", slice(80, 88)),
        ("bytes=-5", slice(83, 88)),
        ("bytes=4-100000", slice(4, 88)),
    ],
)
def test_a_player_gets_the_stretch_it_asks_for(client: Client, ana: Person, asked: str, part: slice) -> None:
    film = iso_media(b"isom")
    file = give(ana.actor, draft=draft(sent_order(ana), ana.actor), content=film, name="fall.mp4")
    answer = client.get(f"/evidence/{file.id}/", headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (HTTPStatus.PARTIAL_CONTENT, film[part])
    assert answer["Content-Range"] == f"bytes {part.start}-{part.stop - 1}/88"
    assert answer["Content-Length"] == str(part.stop - part.start)


@pytest.mark.parametrize("asked", ["bytes=0-3,5-6", "lines=1-2", "bytes=-"])
def test_what_is_not_one_plain_stretch_gets_the_whole(client: Client, ana: Person, asked: str) -> None:
    film = iso_media(b"isom")
    file = give(ana.actor, draft=draft(sent_order(ana), ana.actor), content=film, name="fall.mp4")
    answer = client.get(f"/evidence/{file.id}/", headers={"Range": asked})
    assert (answer.status_code, body(answer)) == (HTTPStatus.OK, film)


@pytest.mark.parametrize("asked", ["bytes=5000-", "bytes=-0", "bytes=9-3"])
def test_a_stretch_beyond_the_file_is_refused(client: Client, ana: Person, asked: str) -> None:
    file = give(ana.actor, draft=draft(sent_order(ana), ana.actor), content=pdf(), name="a.pdf")
    answer = client.get(f"/evidence/{file.id}/", headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(pdf())}")


def test_a_browser_that_has_it_is_told_so_only_while_it_may_see_it(client: Client, ana: Person) -> None:
    file = give(ana.actor, draft=draft(sent_order(ana), ana.actor))
    known = {"If-None-Match": client.get(f"/evidence/{file.id}/")["ETag"]}
    assert client.get(f"/evidence/{file.id}/", headers=known).status_code == HTTPStatus.NOT_MODIFIED
    client.force_login(owner().user)
    assert client.get(f"/evidence/{file.id}/", headers=known).status_code == HTTPStatus.NOT_FOUND


def test_who_may_see_what(client: Client, ana: Person) -> None:
    on_draft = give(ana.actor, draft=draft(sent_order(ana), ana.actor))
    on_dispute = give(ana.actor, dispute=open_case(ana, paid_order(ana)).number)

    def status(file: object) -> int:
        return client.get(f"/evidence/{file.id}/").status_code  # type: ignore[attr-defined]

    assert (status(on_draft), status(on_dispute)) == (200, 200)
    client.force_login(colleague(ana, Role.VIEWER).user)
    assert (status(on_draft), status(on_dispute)) == (404, 200)
    client.force_login(owner().user)
    assert (status(on_draft), status(on_dispute)) == (404, 404)
    client.force_login(staff().user)
    assert client.get(f"/evidence/{on_dispute.id}/")["Location"] == "/console/"
    client.logout()
    assert client.get(f"/evidence/{on_dispute.id}/").status_code == HTTPStatus.FOUND
    assert client.get(f"/evidence/{new_id()}/").status_code == HTTPStatus.FOUND
