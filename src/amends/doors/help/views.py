"""The help centre: its front page, which also searches, and its articles."""

import logging
import re

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.help.search import MOST_LETTERS
from amends.doors.help.around import help_page
from amends.doors.help.searching import search_help
from amends.doors.help.shelf import articles
from amends.records.help.queries import views_of
from amends.records.policies.programs import program_in_force
from amends.usecases.help.count_view import CountView, count_view

MOST_NEEDED = 3
READ = "amends_read"
"""A cookie of the browser's session, with the articles read in it: a stranger needs no session of ours for that."""

_CRAWLER = re.compile(r"bot|crawl|spider|slurp|preview", re.IGNORECASE)
_log = logging.getLogger(__name__)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What was asked for in `q`; else the articles, the most needed first."""
    now, shelf = timezone.now(), list(articles().values())
    asked = request.GET.get("q", "").replace("\0", "").strip()[:MOST_LETTERS]
    told = {
        "asked": asked,
        "found": search_help(asked, shelf, now=now) if asked else (),
        "first": shelf[:MOST_NEEDED],
        "rest": shelf[MOST_NEEDED:],
        "program": program_in_force(now=now),
        "now": now,
    }
    return help_page(request, "help/index.html", told)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article; counted once in a session."""
    shown = articles().get(slug)
    if shown is None:
        raise Http404
    read = request.COOKIES.get(READ, "").split(".")
    counts = request.method == "GET" and slug not in read and not _is_crawler(request)
    if counts:
        _count(slug)
    told = {"article": shown, "body": shown.body(), "views": views_of(slug), "now": timezone.now()}
    response = help_page(request, "help/article.html", told)
    if counts:
        known = ".".join([*(one for one in read if one in articles()), slug])
        response.set_cookie(READ, known, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


def _is_crawler(request: HttpRequest) -> bool:
    return _CRAWLER.search(request.headers.get("User-Agent", "")) is not None


def _count(slug: str) -> None:
    """An article is there to be read: one that cannot be counted is shown all the same."""
    try:
        count_view(ask=CountView(slug))
    except DatabaseError:
        _log.exception("help article %s was not counted", slug)
