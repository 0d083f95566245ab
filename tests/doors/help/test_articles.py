"""Articles: ours and an operator's, from files."""

import logging
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils.html import strip_tags

from amends.doors.help import shelf
from amends.doors.help.facts import article_facts
from amends.doors.help.shelf import OWN, read
from amends.doors.help.tables import TABLES
from tests.doors.help.conftest import Folder
from tests.house.test_lints import ROOT
from tests.makers.people import owner

pytestmark = pytest.mark.django_db


class Tags(HTMLParser):
    """Every tag of a page with its attributes, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def seen(html: str) -> str:
    return " ".join(strip_tags(html).split())


@pytest.mark.parametrize("path", sorted(OWN.glob("*.md")), ids=lambda path: path.stem)
def test_each_of_our_articles_is_in_order(path) -> None:
    """Its head, its names in braces, its pictures: whatever is wrong is raised with its line."""
    assert read(path).slug == path.stem


def test_the_names_articles_may_use_are_written_down() -> None:
    doc = (ROOT / "docs" / "running.md").read_text()
    assert set(re.findall(r"\{\{([a-z:_-]+)\}\}", doc)) == {*article_facts(), *(f"table:{name}" for name in TABLES)}


def test_every_link_of_the_help_centre_leads_somewhere(client: Client) -> None:
    waiting, known, lost = ["/help/"], {"/help/"}, []
    while waiting:
        here = waiting.pop()
        page = client.get(here)
        if page.status_code != 200:
            lost.append(f"{here}: {page.status_code}")
            continue
        main = page.text.partition("<main")[2].partition("</main>")[0]
        for link in re.findall(r'<a [^>]*href="([^"#]+)', main):
            where = re.sub(r"[^/]+/\.\./", "", link if link.startswith(("/", "https://")) else here + link)
            if where not in known and where.startswith("/help/"):
                known.add(where)
                waiting.append(where)
    assert lost == []
    assert {f"/help/{path.stem}/" for path in OWN.glob("*.md")} | {"/help/policy/"} <= known


def test_an_article_says_its_dates_and_how_long_it_takes(client: Client, folder: Folder) -> None:
    folder.write("how-we-pack", "word " * 401)
    text = seen(client.get("/help/how-we-pack/").text)
    assert "3 minutes to read 1 view Created 20 Nov 2026 Last edited 24 Nov 2026" in text


def test_articles_name_what_the_program_knows(client: Client, folder: Folder, settings) -> None:
    folder.write("how-we-pack", "Up to {{max_files}} files of {{max_file_size}}, {{offer_wait}}, {{dispute_prefix}}1.")
    assert "Up to 20 files of 20 MB, 7 days, SH1." in client.get("/help/how-we-pack/").text


def test_an_unknown_article_is_not_there(client: Client) -> None:
    assert client.get("/help/no-such-article/").status_code == 404
    assert client.get("/help/..%2Fviews/").status_code == 404


def test_an_operators_article_stands_in_the_place_of_ours_and_changes_at_once(client: Client, folder: Folder) -> None:
    assert "How to reach us" in client.get("/help/contact/").text
    folder.write("contact", "Call us.", title="Ring the bell")
    assert "Call us." in client.get("/help/contact/").text
    assert "Ring the bell" in client.get("/help/").text
    folder.write("contact", "Call us in the morning.", title="Ring the bell")
    assert "Call us in the morning." in client.get("/help/contact/").text
    (folder.path / "contact.md").unlink()
    assert "How to reach us" in client.get("/help/contact/").text


def test_a_file_is_read_once_and_again_only_when_it_changed(client: Client, folder: Folder, monkeypatch) -> None:
    folder.write("how-we-pack", "One.")
    client.get("/help/how-we-pack/")
    times = []
    monkeypatch.setattr(shelf, "read", lambda path: times.append(path.name) or read(path))
    client.get("/help/how-we-pack/")
    assert times == []
    folder.write("how-we-pack", "One, two.")
    client.get("/help/how-we-pack/")
    client.get("/help/")
    assert times == ["how-we-pack.md"]


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (("how-we-pack", "\n\nUp to {{max_fils}}."), "line 10: nothing is called “max_fils”"),
        (("how-we-pack", "One.\n\n![A box](pictures/box.png)"), "line 10: there is no picture “box.png”"),
        (("how-we-pack", "![A box](http://x.example/b.png)"), "line 8: a picture's address begins with pictures/ or"),
        (
            ("how-we-pack", "See ![A box](https://x.example/b.png)."),
            "line 8: a picture stands in a paragraph of its own",
        ),
        (("How We Pack", "One."), "a file's name has small letters, digits and single dashes"),
        (("policy", "Mine."), "and is not “policy”"),
    ],
)
def test_a_broken_article_is_left_out_and_the_log_says_why_once(
    client: Client, folder: Folder, caplog: pytest.LogCaptureFixture, broken: tuple[str, str], why: str
) -> None:
    slug, text = broken
    folder.write(slug, text, title="Never shown")
    with caplog.at_level(logging.WARNING):
        pages = [client.get("/help/"), client.get("/help/")]
    assert [page.status_code for page in pages] == [200, 200]
    assert all("Never shown" not in page.text for page in pages)
    (record,) = caplog.records
    assert f"{slug}.md" in record.getMessage() and why in record.getMessage()


def test_a_broken_article_in_the_place_of_ours_leaves_ours(client: Client, folder: Folder) -> None:
    (folder.path / "contact.md").write_bytes(b"\xff\xfe not text")
    assert "How to reach us" in client.get("/help/contact/").text


def test_a_folder_that_is_not_there_hides_nothing_of_ours(client: Client, folder: Folder, settings) -> None:
    settings.HELP_DIR = folder.path / "gone"
    assert client.get("/help/contact/").status_code == 200


def test_an_operators_html_is_shown_as_text_and_runs_nothing(client: Client, folder: Folder) -> None:
    folder.write(
        "how-we-pack",
        "<script>alert(1)</script>\n\n"
        'A <img src=x onerror="alert(2)"> and [a link](javascript:alert(3)) [b](data:text/html,x) [c](VBScript:x).\n\n'
        '![x" onerror="alert(4)](https://x.example/a.png"onload="alert(5) "t\\" onclick=\\"alert(6)")\n\n'
        '# <b onclick="alert(7)">Head</b>\n',
        title="<script>alert(8)</script>",
        summary='"><script>alert(9)</script>',
    )
    page = client.get("/help/how-we-pack/")
    assert page.status_code == 200
    main = page.text.partition("<main")[2].partition("</main>")[0]
    tags = Tags(main)
    assert {"script", "b"} & {tag for tag, _ in tags.seen} == set()
    assert [name for _, attributes in tags.seen for name in attributes if name.startswith("on")] == []
    addresses = [attributes.get("href") or attributes.get("src") or "/" for _, attributes in tags.seen]
    assert [one for one in addresses if not one.startswith(("/", "https://x.example/a.png"))] == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in main
    assert main.count("<h1") == 1
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")


def test_a_picture_of_ours_says_its_size_and_opens_in_full(client: Client, folder: Folder) -> None:
    folder.write("how-we-pack", '![An order](pictures/order.png "The order’s page")')
    page = client.get("/help/how-we-pack/").text
    assert re.search(
        r'<figure><a href="/static/help/pictures/order\.png"><img src="/static/help/pictures/order\.png" '
        r'alt="An order" loading="lazy" width="\d+" height="\d+"></a><figcaption>The order’s page</figcaption>',
        page,
    )


def test_headings_can_be_linked_to_and_no_name_is_given_twice(client: Client, folder: Folder) -> None:
    folder.write("how-we-pack", "# Main\n\n## Boxes\n\n## Boxes\n\n### 包装\n")
    page = client.get("/help/how-we-pack/").text
    assert re.findall(r'<h[23] id="([^"]+)"', page.partition("<article")[2]) == [
        "part-main", "part-boxes", "part-boxes-2", "part-包装",
    ]  # fmt: skip


def test_a_table_of_the_author_looks_like_ours(client: Client, folder: Folder) -> None:
    folder.write("how-we-pack", "| Box | Size |\n|---|---|\n| small | 20 cm |\n")
    page = " ".join(client.get("/help/how-we-pack/").text.split())
    assert '<div class="table-wrap" tabindex="0"> <table class="table"> <thead> <tr> <th scope="col">Box</th>' in page


def test_a_stranger_is_shown_the_way_in(client: Client) -> None:
    assert 'href="/account/login/"' in client.get("/help/").text
    client.force_login(owner().user)
    assert 'href="/account/login/"' not in client.get("/help/").text
