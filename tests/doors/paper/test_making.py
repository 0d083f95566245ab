"""What is printed is really there: every character, in a font that travels with the document."""

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader

from amends.doors.paper.blocks import Block, Column, Document, Facts, Heading, NewPage, Picture, Row, Table, Words
from amends.doors.paper.faces import our_fonts
from amends.doors.paper.lines import break_lines
from amends.doors.paper.make import Paper, make
from amends.doors.paper.text import amount, money, readable
from tests.makers.files import jpeg

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def printed(*blocks: Block) -> Paper:
    return make(Document(title="A title", foot="The foot", made_at=NOW, blocks=blocks), our_fonts())


def text_of(paper: Paper) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(paper.data)).pages]


def fonts_of(paper: Paper) -> list[dict]:
    """The descriptor of every font on every page."""
    pages = PdfReader(BytesIO(paper.data)).pages
    each = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    return [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in each]


@pytest.mark.parametrize(
    "words",
    [
        "Zoë Müller, İstanbul, Łódź, Škoda, naïve façade",
        "Ωμέγα, Ελλάδα",
        "Привет, Їжак, Ђорђе",
        "深圳市蓝灯笼贸易有限公司，广东省",
        "繁體中文 日本語かな 한국어",
        "₹ € ₽ ₩ − – “x” ✓ 😀",
        "สวัสดี",
    ],
)
def test_scripts_are_printed_as_they_are_typed(words: str) -> None:
    paper = printed(Words(words), Heading(words, 3))
    assert text_of(paper) == [f"{words}\n{words}\nThe foot Page 1 of 1"]
    assert all("/FontFile2" in font for font in fonts_of(paper))


@pytest.mark.parametrize("words", ["שלום עולם", "مرحبا بالعالم"])
def test_what_runs_from_right_to_left_is_printed_so(words: str) -> None:
    [page] = text_of(printed(Words(words)))
    # A letter whose dots are glyphs of their own is read as itself and a control character.
    line = "".join(one for one in page.splitlines()[0] if one.isprintable())
    assert sorted(line.replace(" ", "")) == sorted(words.replace(" ", ""))
    assert line.split() != words.split() and "\ufffd" not in page


def test_what_no_font_has_is_shown_and_said_once_at_the_end() -> None:
    [page] = text_of(printed(Words("a\U00013000b\U00013000"), Words("x\x07y\u202ez")))
    assert page.splitlines() == [
        "a\ufffdb\ufffd",
        "x\ufffdy\ufffdz",
        "\ufffd stands for 4 characters that could not be printed: U+13000 egyptian hieroglyph a001, "
        "control characters.",
        "The foot Page 1 of 1",
    ]


def test_nothing_is_said_where_nothing_is_missing() -> None:
    assert text_of(printed(Words("plain"))) == ["plain\nThe foot Page 1 of 1"]


def test_the_same_document_gives_the_same_bytes() -> None:
    blocks = [Heading("一", 1), Facts([("a", "б")]), Picture(jpeg(), 64, 32, "c", 40)]
    first, second = (sha256(printed(*blocks).data).hexdigest() for _ in range(2))
    assert first == second
    assert PdfReader(BytesIO(printed(*blocks).data)).metadata.creation_date == NOW


def test_a_tables_head_stands_on_every_page_and_no_row_is_lost() -> None:
    rows = [Row([f"row {at}", f"{at}.00"]) for at in range(120)]
    pages = text_of(printed(Table([Column("What", 3), Column("Amount", 1, right=True)], rows)))
    assert len(pages) == 4
    assert all(page.splitlines()[0] == "What Amount" for page in pages)
    assert [line for page in pages for line in page.splitlines() if line.startswith("row")] == [
        f"row {at} {at}.00" for at in range(120)
    ]
    assert [page.splitlines()[-1] for page in pages] == [f"The foot Page {at} of 4" for at in (1, 2, 3, 4)]


def test_a_cell_longer_than_a_page_goes_on_overleaf() -> None:
    words = "\n".join(f"line {at}" for at in range(100))
    pages = text_of(printed(Table([Column("What", 1)], [Row([words])])))
    assert len(pages) == 2
    assert [line for page in pages for line in page.splitlines() if line.startswith("line")] == words.split("\n")


def test_ten_thousand_lines_and_a_word_without_end_are_all_printed() -> None:
    words = "\n".join(f"line {at}" for at in range(10_000))
    paper = printed(Words(words), Words("w" * 5_000))
    told = "".join(text_of(paper))
    assert told.count("line ") == 10_000 and told.count("w") == 5_000
    assert paper.pages > 150


def test_amounts_stand_at_the_right() -> None:
    paper = printed(
        Table([Column("What", 1), Column("Amount", 1, right=True)], [Row(["a", "1.00"]), Row(["b", "12 345.00"])])
    )
    ends: dict[str, float] = {}

    def visit(text: str, _cm: object, matrix: list[float], font: object, size: float) -> None:
        if text.strip():
            ends[text.strip()] = matrix[4]

    PdfReader(BytesIO(paper.data)).pages[0].extract_text(visitor_text=visit)
    assert ends["1.00"] > ends["12 345.00"] > ends["a"]


def test_an_empty_page_is_never_printed() -> None:
    assert text_of(printed(NewPage(), Words("a"), NewPage(), NewPage())) == ["a\nThe foot Page 1 of 1"]


def test_lines_break_at_spaces_between_chinese_characters_and_inside_long_words() -> None:
    def broken(text: str) -> list[str]:
        return break_lines(text, 6, len)

    assert broken("one two three") == ["one", "two", "three"]
    assert broken("一二三四五六七八") == ["一二三四五六", "七八"]
    assert broken("一二三四五六，七") == ["一二三四五", "六，七"]
    assert broken("ab 一二三四五") == ["ab 一二三", "四五"]
    assert broken("abcdefghij k") == ["abcdef", "ghij k"]
    assert broken("a\n\nb") == ["a", "", "b"]
    assert broken("") == [""]


def test_text_is_made_fit_for_paper() -> None:
    assert readable("a\r\nb\rc\tz\u200b\ufe0f") == "a\nb\nc    z"
    assert readable("e\u0301") == "é"
    assert readable("\x00\u2066\ud800") == "\ufffd" * 3


def test_amounts_are_written_with_their_own_decimals() -> None:
    assert (amount(123456789, "USD"), amount(-5, "USD"), amount(9999, "JPY")) == ("1\xa0234\xa0567.89", "−0.05", "9999")
    assert (amount(5, "KWD", sign=True), amount(0, "USD", sign=True), money(None, "USD")) == ("+0.005", "0.00", "–")
    assert money(1250, "USD") == "12.50\xa0USD"
