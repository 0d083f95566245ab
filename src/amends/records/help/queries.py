"""Questions about articles' counts, and the one way to change them."""

from importlib.resources import files

from django.db import connection

from amends.records.help.models import ArticleViews

_COUNT = files(__package__).joinpath("count_view.sql").read_text()


def views_of(slug: str) -> int:
    """How often the article was read."""
    return ArticleViews.objects.filter(slug=slug).values_list("views", flat=True).first() or 0


def add_view(slug: str) -> None:
    """One more for the article. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"slug": slug})
