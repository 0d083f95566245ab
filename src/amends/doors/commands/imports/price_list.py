"""A price list: what the merchant is charged for a unit of each SKU."""

from pathlib import Path

from amends.core.orders.folding import fold
from amends.doors.commands.imports.read_csv import open_csv
from amends.doors.commands.imports.wrong_file import PriceListWrong, PriceTwice


def read_prices(path: Path) -> dict[str, str]:
    """Prices as written, by folded SKU, from a CSV with the columns sku and price.

    The one file that is kept in memory: it grows with the catalogue, not with the orders.
    Raises PriceListWrong, PriceTwice and what open_csv raises.
    """
    prices: dict[str, str] = {}
    with open_csv(path) as records:
        header = [name.strip().casefold() for name in next(records).cells]
        if "sku" not in header or "price" not in header:
            raise PriceListWrong(path=path, line=1)
        sku_at, price_at = header.index("sku"), header.index("price")
        for record in records:
            if len(record.cells) != len(header):
                raise PriceListWrong(path=path, line=record.line)
            sku = fold(record.cells[sku_at])
            if sku in prices:
                raise PriceTwice(path=path, line=record.line, sku=record.cells[sku_at])
            prices[sku] = record.cells[price_at].strip()
    return prices
