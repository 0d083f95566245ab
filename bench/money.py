"""Money: refunds to the wallet beside the floor, and reading a wallet of very many postings."""

from bench import refunds
from bench.database import url_of, server_version
from bench.numbers import keep
from bench.say import say


def measure() -> None:
    """Both parts, printed, and written into bench.json."""
    figures = refunds.measure()
    say(f"Written to {keep('money', figures, postgres=server_version(url_of('postgres')))}.")
