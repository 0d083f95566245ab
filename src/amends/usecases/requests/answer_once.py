"""Answer an ask once: what it does and the answer to it are kept in one transaction, under the caller's key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from amends.core.access import Actor
from amends.core.requests.refusals import KeyReused, StillRunning
from amends.records.requests.kept import hold_key, keep, kept_under


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOnce:
    """`key` is the caller's Idempotency-Key, `fingerprint` the SHA-256 of all that must be the same under it.

    `perform` does it and returns the answer in JSON's own values.
    """

    key: str
    fingerprint: bytes
    perform: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer. `repeated` when an earlier ask under the same key had done it."""

    answer: Any
    repeated: bool


def answer_once(*, ask: AnswerOnce, actor: Actor) -> Answered:
    """Performs it, or answers as the first time. A refusal of `perform` keeps nothing, and the key is free again.

    Raises KeyReused, StillRunning, and whatever `perform` raises.
    """
    with transaction.atomic():
        if not hold_key(actor, ask.key):
            raise StillRunning(key=ask.key)
        kept = kept_under(actor, ask.key)
        if kept is not None:
            if bytes(kept.fingerprint) != ask.fingerprint:
                raise KeyReused(key=ask.key)
            return Answered(kept.told, repeated=True)
        answer = ask.perform()
        keep(actor, ask.key, fingerprint=ask.fingerprint, answer=answer)
        return Answered(answer, repeated=False)
