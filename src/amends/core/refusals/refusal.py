"""The class all refusals share: a stable code, its facts, and one sentence for people."""

from typing import ClassVar

Fact = object


class Refusal(Exception):
    """A clear no to an ask: the ask was understood and is not done.

    `code` is stable and dotted (``room.what``); `sentence` is a format string over the facts,
    translated by the door that shows it; `field` names the form field at fault, if one is.
    A bug is never a Refusal, and a Refusal never carries an HTTP status: doors choose those by `kind`.
    """

    code: ClassVar[str]
    sentence: ClassVar[str]
    kind: ClassVar[str] = "conflict"
    """One of: invalid (the ask is malformed), unseen (absent or not yours), forbidden, conflict, unauthenticated."""
    field: ClassVar[str | None] = None

    def __init__(self, **facts: Fact) -> None:
        self.facts = facts
        super().__init__(self.words())

    def words(self) -> str:
        """The untranslated sentence with its facts filled in."""
        return self.sentence % self.facts


def code_table() -> dict[str, type[Refusal]]:
    """Every refusal known to the running program, by code. Raises ValueError when two share one."""
    table: dict[str, type[Refusal]] = {}
    waiting = list(Refusal.__subclasses__())
    while waiting:
        refusal = waiting.pop()
        waiting.extend(refusal.__subclasses__())
        code = refusal.__dict__.get("code")
        if code is None:
            continue
        if table.get(code, refusal) is not refusal:
            raise ValueError(f"two refusals share the code {code}")
        table[code] = refusal
    return table
