from datetime import date

import pytest

from amends.core.help.articles import Article, ArticleInvalid, Head, fill, read_article

HEAD = "---\ntitle: How we pack: boxes\nsummary: In short.\ncreated: 2026-11-23\nedited: 2026-11-25\norder: 45\n---\n"


def test_an_article_is_a_head_and_a_text_and_knows_where_the_text_begins() -> None:
    head = Head("How we pack: boxes", "In short.", date(2026, 11, 23), date(2026, 11, 25), 45)
    assert read_article("\ufeff" + HEAD + "One\ntwo.\n") == Article(head, "One\ntwo.", 8)


@pytest.mark.parametrize(
    ("written", "line", "why"),
    [
        ("", 1, "the file does not begin with a line of three dashes"),
        ("title: x\n", 1, "the file does not begin with a line of three dashes"),
        ("---\ntitle: x\n", 1, "no second line of three dashes ends the head"),
        (HEAD, 7, "nothing stands below the head"),
        (HEAD.replace("order: 45", "rank: 45") + "x", 6, "“rank” is not one of title, summary, created, edited, order"),
        (HEAD.replace("order: 45", "hello") + "x", 6, "“hello” is not one of title, summary, created, edited, order"),
        (HEAD.replace("order: 45", "order: 45\norder: 46") + "x", 7, "“order” is said twice"),
        (HEAD.replace("order: 45", "order: -1") + "x", 6, "“order” is not a whole number"),
        (HEAD.replace("2026-11-23", "23.11.2026") + "x", 4, "“created” is not a day such as 2026-11-25"),
        (HEAD.replace("In short.", "") + "x", 3, "“summary” says nothing"),
        (HEAD.replace("order: 45\n", "") + "x", 6, "the head does not say: order"),
        (HEAD.replace("2026-11-23", "2026-11-26") + "x", 7, "the article was edited before it was created"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(written: str, line: int, why: str) -> None:
    with pytest.raises(ArticleInvalid) as refused:
        read_article(written)
    assert (refused.value.line, refused.value.why) == (line, why)


def test_names_in_braces_become_what_they_name_and_those_kept_stay() -> None:
    article = read_article(HEAD + "Up to {{ max_files }}.\n\n{{table:life}}\n")
    assert fill(article, {"max_files": "20"}, kept=frozenset({"table:life"})) == "Up to 20.\n\n{{table:life}}"


def test_a_name_that_nothing_has_is_refused_with_its_line() -> None:
    with pytest.raises(ArticleInvalid, match="line 9: nothing is called “max_fils”"):
        fill(read_article(HEAD + "One.\nUp to {{max_fils}}.\n"), {"max_files": "20"})
