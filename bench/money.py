"""Money: refunds to the wallet beside the floor, and reading a wallet of very many postings."""

from bench import refunds, wallet
from bench.database import server_version, url_of
from bench.numbers import keep
from bench.say import say


def measure() -> None:
    """Both parts, printed, and written into bench.json."""
    figures = {**refunds.measure(), **wallet.measure()}
    say(f"Written to {keep('money', figures, postgres=server_version(url_of('postgres')))}.")
