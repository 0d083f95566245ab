"""Tags for amounts, instants, states and icons: ``{% load look %}``."""

from datetime import UTC, date, datetime

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amends.core.disputes.states import State
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.money import format_minor
from amends.core.orders.kinds import PaymentState, Stage, Tracking
from amends.core.policies.sentences import Sentence
from amends.core.standing.standings import Standing
from amends.doors.look import moments
from amends.doors.look.badges import (
    CLAIM_BADGES,
    CLAIM_KINDS,
    PAYMENT_BADGES,
    PROVIDERS,
    STAGE_BADGES,
    STANDING_BADGES,
    STATE_BADGES,
    TRACKING_BADGES,
    Badge,
)
from amends.doors.look.icons import ICONS

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """The icon called `name`, hidden from screen readers unless a `label` says what it means."""
    # The drawings are our own constants, so they are safe as they stand.
    drawing = mark_safe(ICONS[name])  # noqa: S308
    if label:
        return format_html('<svg class="icon" viewBox="0 0 16 16" role="img" aria-label="{}">{}</svg>', label, drawing)
    return format_html('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', drawing)


@register.simple_tag
def money(amount: int | None, currency: str) -> SafeString:
    """`amount` minor units of an ISO 4217 currency, as ``12.34 USD`` that never breaks; None is a dash.

    From five digits on they are set apart by threes, by space alone: what is copied is the plain number.
    """
    if amount is None:
        return format_html('<span class="money" title="{}">–</span>', _("not known"))
    whole, point, rest = format_minor(amount, currency).replace("-", "−").partition(".")
    groups = [whole] if len(whole.lstrip("−")) < 5 else _by_threes(whole)
    number = format_html_join("", '<span class="group">{}</span>', ((group,) for group in groups[1:]))
    return format_html('<span class="money">{}{}{}{} {}</span>', groups[0], number, point, rest, currency)


def _by_threes(digits: str) -> list[str]:
    """The digits (a sign before them stays with the first group): ``128450`` → ``128``, ``450``."""
    head = len(digits.lstrip("−")) % 3 or 3
    first = head + (len(digits) - len(digits.lstrip("−")))
    return [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]


@register.filter
def told(sentence: Sentence) -> str:
    """A sentence of the core in the reader's language; a date in it as ``3 Dec 2026``."""
    return sentence.words(_, lambda value: date_format(value, "j M Y") if isinstance(value, date) else str(value))


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None, form: str = "relative") -> SafeString:
    """An instant as ``<time>``. Forms: ``relative`` (to the context's `now`), ``absolute``, ``day``, ``both``.

    Relative words end two weeks away: farther ones are the day (``both``: the absolute time). Whatever the form, the
    title holds the absolute time with its zone. None is a dash.
    """
    if at is None:
        return format_html('<span class="none" title="{}">–</span>', _("not yet"))
    exact = moments.absolute(at)
    stamp = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    now: datetime | None = context.get("now")
    near = now is not None and not moments.is_far(at, now=now)
    if form == "absolute" or (form == "both" and not near) or (form == "relative" and now is None):
        return format_html('<time datetime="{}" data-local="text" title="{}">{}</time>', stamp, exact, exact)
    if now is None or form == "day" or not near:
        return format_html('<time datetime="{}" data-local="day" title="{}">{}</time>', stamp, exact, moments.day(at))
    words = moments.relative(at, now=now)
    if form == "both":
        return format_html(
            '<time datetime="{}" data-local="inner" title="{}">{} <span class="exact">{}</span></time>',
            stamp, exact, words, exact,
        )  # fmt: skip
    return format_html('<time datetime="{}" data-local="title" title="{}">{}</time>', stamp, exact, words)


@register.simple_tag
def badge(words: str, tone: str = "muted", fill: str = "full") -> SafeString:
    """Words with a colored dot.

    Tones: muted, info, accent, violet, warn, good, bad. Fills: dashed, empty, half, most, full.
    """
    return format_html(
        '<span class="badge" data-tone="{}"><span class="dot" data-fill="{}" aria-hidden="true"></span>{}</span>',
        tone, fill, words,
    )  # fmt: skip


def _drawn(found: Badge) -> SafeString:
    return badge(str(found.words), found.tone, found.fill)


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """The badge of a dispute's state. Raises ValueError for a state the core does not know."""
    return _drawn(STATE_BADGES[State(state)])


@register.simple_tag
def stage_badge(stage: str) -> SafeString:
    """The badge of an order's stage. Raises ValueError for a stage the core does not know."""
    return _drawn(STAGE_BADGES[Stage(stage)])


@register.simple_tag
def payment_badge(state: str) -> SafeString:
    """The badge of an order's payment state. Raises ValueError for one the core does not know."""
    return _drawn(PAYMENT_BADGES[PaymentState(state)])


@register.simple_tag
def tracking_badge(state: str) -> SafeString:
    """The badge of what the carrier last said. Raises ValueError for a word the core does not know."""
    return _drawn(TRACKING_BADGES[Tracking(state)])


@register.simple_tag
def claim_badge(state: ExternalState) -> SafeString:
    """The badge of where a claim at a payment house stands."""
    return _drawn(CLAIM_BADGES[state])


@register.filter
def claim_kind(kind: ExternalKind) -> str:
    """What was raised at the payment house, in words."""
    return str(CLAIM_KINDS[kind])


@register.filter
def provider_name(provider: str) -> str:
    """A payment house by the name people know; one that has none here by its own."""
    return str(PROVIDERS.get(provider, provider.title()))


@register.simple_tag
def standing_badge(standing: str) -> SafeString:
    """The badge of an account's standing, or of a measure. Raises ValueError for a word the core does not know."""
    return _drawn(STANDING_BADGES[Standing(standing)])


@register.simple_tag
def hold_mark() -> SafeString:
    """The mark of an order that an open dispute keeps from being dispatched."""
    return format_html('<span class="mark" data-tone="warn">{}{}</span>', icon("hold"), _("On hold"))


@register.simple_tag
def copyable(text: str) -> SafeString:
    """A number or address, selectable, with a button that copies it (the button shows once the script runs)."""
    return format_html(
        '<span class="copyable"><span class="num">{0}</span>'
        '<button type="button" class="icon-button" data-copy="{0}" data-done="{2}" aria-label="{1}" title="{1}" hidden>'
        "{3}</button></span>",
        text, _("Copy %(text)s") % {"text": text}, _("Copied"), icon("copy"),
    )  # fmt: skip
