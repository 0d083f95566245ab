"""A list of 20 disputes, as JSON and as a page, out of 10,000 and out of 1,000,000."""

from bench import asks
from bench.database import drop_database, fresh_database, run_file, server_version, settle
from bench.numbers import Figures, keep, medians
from bench.say import say, table
from bench.server import Web, cookie, load, serving

SIZES = {"10k": 10_000, "1m": 1_000_000}
ORDERS = 10_000
ROUNDS = 5
COUNT = 100
TARGET = 1.5
"""Times as long out of 1,000,000 as out of 10,000, at most."""


def measure() -> None:
    """Seed both databases, ask both servers by turns, print, and write bench.json."""
    urls = {size: _seeded(f"amends_bench_{size}", many) for size, many in SIZES.items()}
    with serving(urls["10k"]) as few, serving(urls["1m"]) as many:
        webs = {"10k": few, "1m": many}
        asked = {size: _requests(cookie(url)) for size, url in urls.items()}
        for size, web in webs.items():
            for request in asked[size].values():
                _times(web, request)
        rounds = [_round(webs, asked) for _ in range(ROUNDS)]
    figures = medians(rounds)
    figures["ratio_1m_to_10k"] = max(value for name, value in figures.items() if name.startswith("ratio_"))
    _tell(figures, list(asked["10k"]))
    say(f"Written to {keep('list', figures, postgres=server_version(urls['1m']))}.")
    for size in SIZES:
        drop_database(f"amends_bench_{size}")


def _seeded(name: str, disputes: int) -> str:
    say(f"Listing disputes: seeding {disputes:,} …")
    url = fresh_database(name)
    run_file(url, "seed_orders.sql", {"accounts": 1, "orders": ORDERS})
    run_file(url, "seed_disputes.sql", {"orders": ORDERS, "disputes": disputes}, unchecked=True)
    settle(url)
    return url


def _requests(signed_in: str) -> dict[str, str]:
    path, bearer = "/api/v1/disputes", asks.token(0)
    return {
        "json": asks.get_request(f"{path}?limit=20", bearer=bearer),
        "json_of_a_rare_state": asks.get_request(f"{path}?limit=20&state=offered", bearer=bearer),
        "page": asks.get_request("/disputes/", cookie=signed_in),
    }


def _round(webs: dict[str, Web], asked: dict[str, dict[str, str]]) -> Figures:
    figures: Figures = {}
    for kind in asked["10k"]:
        for size, web in webs.items():
            figures[f"p50_ms_{kind}_{size}"], figures[f"p99_ms_{kind}_{size}"] = _times(web, asked[size][kind])
        figures[f"ratio_{kind}"] = figures[f"p50_ms_{kind}_1m"] / figures[f"p50_ms_{kind}_10k"]
    return figures


def _times(web: Web, request: str) -> tuple[float, float]:
    answered = load(web, connections=1, request=request, count=COUNT)
    if answered.statuses != {"200": COUNT}:
        raise RuntimeError(f"not every list was answered: {answered.statuses}")
    return answered.p50_ms, answered.p99_ms


def _tell(figures: Figures, kinds: list[str]) -> None:
    names = [f"{which}_ms_{{}}_{size}" for size in SIZES for which in ("p50", "p99")]
    rows = [
        [
            kind.replace("_", " "),
            *(f"{figures[name.format(kind)]:.2f}" for name in names),
            f"{figures[f'ratio_{kind}']:.2f}",
        ]
        for kind in kinds
    ]
    say(f"A list of 20 disputes at 1 connection, medians of {ROUNDS} rounds:")
    table(["", "10k p50 ms", "p99", "1m p50 ms", "p99", "ratio"], rows)
    verdict = "kept" if figures["ratio_1m_to_10k"] <= TARGET else "MISSED"
    say(f"At most {TARGET} times as long out of 1,000,000 is {verdict}: {figures['ratio_1m_to_10k']:.2f}.")
