"""What the help centre's search looks through: articles, and the clauses of the version in force."""

import html
import re
from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from amends.core.help.search import Found, Page, find
from amends.doors.help.shelf import Article
from amends.records.policies.programs import program_in_force

_TAG = re.compile(r"<[^>]*>")


def search_help(asked: str, articles: Iterable[Article], *, now: datetime) -> tuple[Found, ...]:
    """The best first. A page's key is its address."""
    return find(asked, [*map(_article, articles), *_clauses(now)])


def _article(article: Article) -> Page:
    text = " ".join(html.unescape(_TAG.sub(" ", article.body())).split())
    return Page(reverse("help:article", args=[article.slug]), article.head.title, article.head.summary, text)


def _clauses(now: datetime) -> Iterable[Page]:
    policy, address = program_in_force(now=now).policy, reverse("help:policy")
    where = _("In the policy: %(title)s") % {"title": policy.title}
    yield Page(address, policy.title, "", " ".join(policy.fill(policy.text).split()))
    for clause in policy.clauses:
        needs = (f"{capfirst(need.text)}." for need in policy.needs_of(clause))
        text = " ".join(policy.fill(" ".join((clause.text, *needs))).split())
        yield Page(f"{address}#{clause.id}", clause.title, where, text)
