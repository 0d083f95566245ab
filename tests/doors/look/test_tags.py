"""What the tags write."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone

from amends.core.disputes.states import STATES, State
from amends.core.orders.kinds import PaymentState, Stage, Tracking
from amends.doors.look import moments
from amends.doors.look.badges import PAYMENT_BADGES, STAGE_BADGES, STATE_BADGES, TRACKING_BADGES

NOW = datetime(2026, 11, 23, 20, 40, tzinfo=UTC)


def write(markup: str, **facts: object) -> str:
    return Template("{% load look %}" + markup).render(Context(facts))


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (1234, "USD", '<span class="money">12.34 USD</span>'),
        (-5, "USD", '<span class="money">−0.05 USD</span>'),
        (9800, "JPY", '<span class="money">9800 JPY</span>'),
        (1234, "KWD", '<span class="money">1.234 KWD</span>'),
        (128450, "USD", '<span class="money">1284.50 USD</span>'),
        (12845000, "USD", '<span class="money">128<span class="group">450</span>.00 USD</span>'),
        (
            -1234567,
            "JPY",
            '<span class="money">−1<span class="group">234</span><span class="group">567</span> JPY</span>',
        ),
        (None, "USD", '<span class="money" title="not known">–</span>'),
    ],
)
def test_an_amount_is_written_in_its_currencys_own_decimals(amount: int | None, currency: str, written: str) -> None:
    assert write("{% money amount currency %}", amount=amount, currency=currency) == written


def test_a_moment_is_relative_with_the_absolute_time_and_zone_behind_it() -> None:
    assert write("{% moment at %}", at=NOW - timedelta(hours=3), now=NOW) == (
        '<time datetime="2026-11-23T17:40:00Z" data-local="title" title="23 Nov 2026, 17:40 UTC">3 hours ago</time>'
    )


def test_a_deadline_shows_both_the_time_left_and_the_absolute_time() -> None:
    assert write('{% moment at "both" %}', at=NOW + timedelta(hours=47, minutes=59), now=NOW) == (
        '<time datetime="2026-11-25T20:39:00Z" data-local="inner" title="25 Nov 2026, 20:39 UTC">'
        'in 47 hours <span class="exact">25 Nov 2026, 20:39 UTC</span></time>'
    )


def test_without_a_view_time_a_moment_is_absolute() -> None:
    assert write("{% moment at %}", at=NOW) == (
        '<time datetime="2026-11-23T20:40:00Z" data-local="text" title="23 Nov 2026, 20:40 UTC">'
        "23 Nov 2026, 20:40 UTC</time>"
    )


def test_a_far_moment_is_its_day() -> None:
    assert write("{% moment at %}", at=NOW - timedelta(days=14), now=NOW) == (
        '<time datetime="2026-11-09T20:40:00Z" data-local="day" title="9 Nov 2026, 20:40 UTC">9 Nov 2026</time>'
    )


def test_a_moment_that_has_not_come_is_a_dash() -> None:
    assert write("{% moment at %}", at=None, now=NOW) == '<span class="none" title="not yet">–</span>'


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(seconds=-59), "just now"),
        (timedelta(seconds=59), "in less than a minute"),
        (timedelta(minutes=-1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "in 59 minutes"),
        (timedelta(hours=1), "in 1 hour"),
        (timedelta(hours=-47), "47 hours ago"),
        (timedelta(days=2), "in 2 days"),
        (timedelta(days=13, hours=23), "in 13 days"),
    ],
)
def test_time_left_is_rounded_down(gap: timedelta, words: str) -> None:
    assert moments.relative(NOW + gap, now=NOW) == words


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Shanghai", "24 Nov 2026, 04:40 UTC+8"),
        ("America/St_Johns", "23 Nov 2026, 17:10 UTC−3:30"),
        ("UTC", "23 Nov 2026, 20:40 UTC"),
    ],
)
def test_an_absolute_time_is_the_viewers_and_names_its_zone(zone: str, written: str) -> None:
    with timezone.override(ZoneInfo(zone)):
        assert moments.absolute(NOW) == written


def test_every_state_stage_payment_and_tracking_has_its_words() -> None:
    assert set(STATE_BADGES) == set(State)
    assert set(STAGE_BADGES) == set(Stage)
    assert set(PAYMENT_BADGES) == set(PaymentState)
    assert set(TRACKING_BADGES) == set(Tracking)


def test_the_pages_call_a_state_what_the_core_calls_it() -> None:
    assert {state: str(badge.words) for state, badge in STATE_BADGES.items()} == {
        state: facts.title for state, facts in STATES.items()
    }


def test_a_state_is_told_in_words_with_a_dot_for_the_eye_only() -> None:
    assert write('{% state_badge "evidence_requested" %}') == (
        '<span class="badge" data-tone="warn"><span class="dot" data-fill="half" aria-hidden="true"></span>'
        "Evidence requested</span>"
    )


def test_an_unknown_state_is_a_mistake_not_a_blank() -> None:
    with pytest.raises(ValueError, match="'lost' is not a valid State"):
        write('{% state_badge "lost" %}')


def test_an_icon_is_silent_unless_it_is_given_a_meaning() -> None:
    assert '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">' in write('{% icon "clock" %}')
    assert 'role="img" aria-label="Due soon"' in write('{% icon "clock" "Due soon" %}')


def test_what_is_copied_cannot_break_out_of_its_attribute() -> None:
    assert 'data-copy="&quot;&gt;&lt;script&gt;"' in write("{% copyable text %}", text='"><script>')
