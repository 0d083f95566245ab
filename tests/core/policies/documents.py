"""Small policy documents for tests."""

SMALL = """format = 1
title = "A small policy"
currency = "USD"
text = "Days are {days}."

[settings]
days = 7

[evidence.seen]
any_of = ["product"]
text = "a picture"

[[clause]]
id = "first"
title = "First"
text = "Within {days} days."
precedence = 10
when = [
    { fact = "reason", is = "damaged" },
]
window = { since = "delivery", to_day = "days" }
needs = ["seen"]
then = { answer = "yes", refund = { share = "full" } }
"""


def clause(name: str, *when: str, precedence: int = 10, more: str = "", then: str = '{ answer = "no" }') -> str:
    """One more clause, with its conditions as they stand in a document."""
    return (
        f'\n[[clause]]\nid = "{name}"\ntitle = "{name.title()}"\ntext = "About it."\nprecedence = {precedence}\n'
        f"when = [{', '.join(when)}]\n{more}then = {then}\n"
    )


DAMAGED = '{ fact = "reason", is = "damaged" }'
BAD = '{ fact = "reason", is = "bad_quality" }'
GERMAN = '{ fact = "country", is = "DE" }'
STARTED = '{ fact = "warehouse_started", is = true }'
