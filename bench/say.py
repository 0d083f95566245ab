"""Lines and tables on the terminal."""

from collections.abc import Sequence

from amends.config.processes import say

__all__ = ["say", "table"]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns aligned on their right, the first on its left."""
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    for row in [heads, *rows]:
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        say("  ".join([row[0].ljust(widths[0]), *cells[1:]]))
