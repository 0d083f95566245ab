"""The least that is worth a transfer, by currency."""

from amends.core.money import is_currency, parse_minor


def read_minimums(text: str) -> dict[str, int]:
    """Minor units by currency, from ``10.00 USD; 1000 JPY``. Raises ValueError or AmountUnreadable for anything else.

    A currency that is not named has none.
    """
    least = {}
    for one in filter(None, (part.strip() for part in text.split(";"))):
        amount, _, currency = one.rpartition(" ")
        if not is_currency(currency):
            raise ValueError(f"a minimum reads like “10.00 USD”, not “{one}”")
        least[currency] = parse_minor(amount, currency)
    return least
