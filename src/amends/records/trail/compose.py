"""Composing a trail entry: its exact bytes, the personal data beside them, its digest."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from amends.core.access import Actor
from amends.core.canonical import canonical_json
from amends.core.trail.chain import link, salted
from amends.core.trail.codes import TrailCode


@dataclass(frozen=True, slots=True)
class Composed:
    """An entry ready to be stored. `personal` maps a name to its salt (hex) and value."""

    number: int
    code: TrailCode
    at: datetime
    body: bytes
    personal: dict[str, dict[str, str]]
    digest: bytes


def compose(
    *,
    subject_id: UUID,
    number: int,
    previous: bytes,
    code: TrailCode,
    actor: Actor,
    now: datetime,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    personal: Mapping[str, str],
) -> Composed:
    """Entry `number` of a subject's trail, following the digest `previous`.

    `before` and `after` hold what changed, without personal data; `personal` what people wrote or are called
    (`why` for words). Each personal value enters the body as a salted digest only.
    """
    kept = {
        name: {"salt": secrets.token_hex(16), "value": value}
        for name, value in {"actor": actor.name, **personal}.items()
        if value
    }
    body = canonical_json(
        {
            "subject": subject_id,
            "number": number,
            "code": code.value,
            "at": now.isoformat(),
            "who": {"side": actor.side.value, "id": actor.id},
            "before": before,
            "after": after,
            "personal": {name: salted(one["value"], salt=bytes.fromhex(one["salt"])) for name, one in kept.items()},
        }
    )
    digest = link(previous, body, secret=settings.TRAIL_SECRET)
    return Composed(number=number, code=code, at=now, body=body, personal=kept, digest=digest)
