"""The guide's pages: texts, the menu of operations, one page for each tag, one for each shape."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from amends.doors.guide import texts
from amends.doors.guide.operations import groups
from amends.doors.guide.shapes import shape_and_those_in_it
from amends.doors.help.around import help_page


@require_safe
def text(request: HttpRequest, slug: str) -> HttpResponse:
    """How to begin, events, refusals, or CJ's API."""
    shown = texts.text(slug)
    return _page(request, "text.html", title=shown.title, body=shown.body(), here=slug)


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation by its name, grouped by tag."""
    return _page(request, "reference.html", here="reference")


@require_safe
def operations(request: HttpRequest, tag: str) -> HttpResponse:
    """Everything about the operations of one tag."""
    if tag not in groups():
        raise Http404
    return _page(request, "operations.html", group=groups()[tag])


@require_safe
def shape(request: HttpRequest, shape: str) -> HttpResponse:
    """A shape, and those that it is made of."""
    shapes = shape_and_those_in_it(shape)
    if not shapes:
        raise Http404
    return _page(request, "shape.html", shape=shapes[0], others=shapes[1:])


def _page(request: HttpRequest, template: str, **told: Any) -> HttpResponse:
    others = [(slug, texts.text(slug).title) for slug in texts.SLUGS]
    return help_page(request, f"guide/{template}", {"texts": others, "groups": groups().values(), **told})
