from hypothesis import given
from hypothesis import strategies as st

from amends.core.help.search import Bit, Page, find

LATE = Page("late", "Late parcels", "When a parcel is late.", "Parcels to the USA count as late after 45 days. " * 9)
TASTE = Page("taste", "A matter of taste", "", "A refusal says why. Straße, ＳＫＵ and 陶瓷花瓶 stand here, too late.")
PAGES = (TASTE, LATE)


def keys(asked: str) -> list[str]:
    return [one.page.key for one in find(asked, PAGES)]


def test_every_word_must_occur_and_titles_count_most() -> None:
    assert keys("late") == ["late", "taste"]
    assert keys("late taste") == ["taste"]
    assert keys("late zebra") == []


def test_words_are_found_from_their_beginning_and_folded() -> None:
    assert keys("usa") == ["late"]
    assert keys("STRASSE sku") == ["taste"]
    assert keys("parc") == ["late"]


def test_chinese_is_found_anywhere_as_it_has_no_spaces() -> None:
    assert keys("花瓶") == ["taste"]


def test_a_search_without_words_finds_nothing() -> None:
    assert keys("  \t ") == []


def test_the_excerpt_marks_what_was_searched_for() -> None:
    (found,) = find("straße 花瓶", PAGES)
    assert found.excerpt == (
        Bit("A refusal says why. ", marked=False),
        Bit("Straße", marked=True),
        Bit(", ＳＫＵ and 陶瓷", marked=False),
        Bit("花瓶", marked=True),
        Bit(" stand here, too late.", marked=False),
    )


def test_a_word_of_the_title_alone_shows_the_summary() -> None:
    (found,) = find("when parcel", (Page("x", "Parcel", "When it comes.", "Nothing."),))
    assert found.excerpt == (Bit("When", marked=True), Bit(" it comes.", marked=False))


@given(st.text(max_size=40), st.text(max_size=400))
def test_whatever_is_asked_the_excerpt_is_of_the_text(asked: str, text: str) -> None:
    for found in find(asked, (Page("x", "", "", text),)):
        whole = "".join(bit.words for bit in found.excerpt)
        assert whole.removeprefix("… ").removesuffix(" …") in text
