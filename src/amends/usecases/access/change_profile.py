"""A person changes what they are called and which clock they read."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from amends.core.access import Actor
from amends.core.refusals import Refusal
from amends.records.access.models import User


class UnknownTimeZone(Refusal):
    """Not a zone of the IANA database."""

    code = "access.unknown_time_zone"
    sentence = "There is no time zone “%(time_zone)s”."
    kind = "invalid"
    field = "time_zone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProfile:
    """`time_zone` is an IANA name; empty means the browser's own."""

    name: str
    time_zone: str


def change_profile(*, ask: ChangeProfile, actor: Actor, now: datetime) -> None:
    """Takes effect from the actor's next page on. Raises UnknownTimeZone."""
    if ask.time_zone and ask.time_zone not in available_timezones():
        raise UnknownTimeZone(time_zone=ask.time_zone)
    assert actor.id
    User.objects.filter(pk=actor.id).update(name=ask.name, time_zone=ask.time_zone)
