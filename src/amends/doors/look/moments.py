"""Instants in words: how long ago or until, and the absolute time with its zone."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_FAR = timedelta(days=14)


def zone_name(local: datetime) -> str:
    """The zone of an aware time, without doubt about what is meant: ``UTC``, ``UTC+8``, ``UTC−3:30``."""
    minutes = int((local.utcoffset() or timedelta()).total_seconds()) // 60
    if not minutes:
        return "UTC"
    sign, (hours, rest) = ("+" if minutes > 0 else "−"), divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def day(at: datetime) -> str:
    """The day in the viewer's zone: ``23 Nov 2026``."""
    return date_format(timezone.localtime(at), "j M Y")


def absolute(at: datetime) -> str:
    """Day, minute and zone, in the viewer's zone: ``23 Nov 2026, 20:40 UTC``."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'j M Y, H:i')} {zone_name(local)}"


def is_far(at: datetime, *, now: datetime) -> bool:
    """Whether "in so many days" would tell less than the day itself."""
    return abs(at - now) >= _FAR


def relative(at: datetime, *, now: datetime) -> str:
    """How far `at` lies from `now`, in one unit rounded down, so that time left is never overstated."""
    gap = abs(at - now)
    if gap < timedelta(minutes=1):
        return _("in less than a minute") if at > now else _("just now")
    return _in_words(gap, future=at > now)


def _in_words(gap: timedelta, *, future: bool) -> str:
    minutes = int(gap.total_seconds()) // 60
    hours, days = minutes // 60, gap.days
    if days >= 2:
        return (
            ngettext("in %d day", "in %d days", days) if future else ngettext("%d day ago", "%d days ago", days)
        ) % days
    if hours >= 1:
        return (
            ngettext("in %d hour", "in %d hours", hours) if future else ngettext("%d hour ago", "%d hours ago", hours)
        ) % hours
    return (
        ngettext("in %d minute", "in %d minutes", minutes)
        if future
        else ngettext("%d minute ago", "%d minutes ago", minutes)
    ) % minutes
