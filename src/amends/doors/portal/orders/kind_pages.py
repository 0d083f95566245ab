"""The four lists of orders: what each is called, and what it says while it is empty."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.orders.kinds import Kind, Stage

Words = str | Promise


@dataclass(frozen=True, slots=True)
class KindPage:
    """A list's words. `empty` says how its orders come in."""

    title: Words
    about: Words
    one: Words
    empty: Words


KIND_PAGES: dict[Kind | None, KindPage] = {
    Kind.STORE: KindPage(
        _("Store orders"),
        _("Orders from your shops. Open one to see what happened to it, or to dispute it."),
        _("Store order"),
        _(
            "Orders come in by themselves: the platform that fulfills them tells Amends of each, within moments of "
            "taking it in. Older ones it can import from a file."
        ),
    ),
    Kind.SAMPLE: KindPage(
        _("Sample orders"),
        _("Goods you ordered to try before you sell them."),
        _("Sample order"),
        _("When you order a sample from the platform, it appears here by itself."),
    ),
    Kind.WHOLESALE: KindPage(
        _("Wholesale orders"),
        _("Goods you ordered in bulk."),
        _("Wholesale order"),
        _("When you order in bulk from the platform, the order appears here by itself, or with a file it imports."),
    ),
    Kind.PREORDER: KindPage(
        _("Preorder inventory"),
        _("Stock you paid for ahead of its sale."),
        _("Preorder"),
        _("When you stock goods ahead with the platform, the order appears here by itself."),
    ),
    None: KindPage(_("All orders"), _("What a search found among orders of every kind."), _("Order"), ""),
}
"""None: every kind at once, while searching."""

STAGE_TABS: dict[Stage | None, Words] = {
    None: _("All"),
    Stage.PENDING: _("Pending"),
    Stage.PROCESSING: _("Processing"),
    Stage.DISPATCHED: _("Dispatched"),
    Stage.COMPLETED: _("Completed"),
    Stage.CLOSED: _("Closed"),
}
