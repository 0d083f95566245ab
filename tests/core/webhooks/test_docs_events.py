"""The page for integrators names exactly the events that there are."""

from pathlib import Path

from amends.core.webhooks.events import EVENTS, Hearing

PAGE = Path(__file__).parents[3] / "docs" / "webhooks.md"
BEGIN, END = "<!-- events: generated -->\n", "<!-- end -->"
WHO = {
    Hearing.CASES: "",
    Hearing.MONEY: "tokens that may read the wallet",
    Hearing.PLATFORM: "the platform only",
}


def table() -> str:
    """The table of docs/webhooks.md, drawn from the one in the core."""
    rows = [
        f"| `{code}` | {', '.join(f'`{fact}`' for fact in told.facts)} | {WHO[told.hearing]} |"
        for code, told in EVENTS.items()
    ]
    return "\n".join(["| type | besides | heard by |", "|---|---|---|", *rows]) + "\n"


def test_the_page_shows_exactly_the_events_and_what_each_tells() -> None:
    shown = PAGE.read_text().split(BEGIN)[1].split(END)[0]

    assert shown == table()
