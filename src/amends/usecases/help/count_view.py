"""Count that an article was read."""

from dataclasses import dataclass

from django.db import transaction

from amends.records.help.queries import add_view


@dataclass(frozen=True, slots=True)
class CountView:
    """`slug` names an article there is."""

    slug: str


def count_view(*, ask: CountView) -> None:
    """One more, whatever is counted at the same moment. Nobody's state changes, so no trail tells of it."""
    with transaction.atomic():
        add_view(ask.slug)
