"""The jobs: each a thin door that reads its argument, and asks."""

from uuid import UUID

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from amends.doors.jobs.settle import settle_dispute
from amends.doors.jobs.top_ups import look_up
from amends.doors.jobs.trial import run_trial
from amends.gateways.mail.notices import send_notice
from amends.gateways.payments.port import OutcomeUnknown
from amends.usecases.decisions.decide_automatically import DecideAutomatically, decide_automatically
from amends.usecases.notices.tell_people import tell_people
from amends.usecases.policies.find_in_shadow import find_in_shadow

_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions=[OutcomeUnknown, OSError])


@app.task(name="settle", queue="money", retry=_AGAIN)
def settle(dispute_id: str) -> None:
    """Carries out the legs of a dispute's settlement."""
    close_old_connections()
    settle_dispute(dispute_id=UUID(dispute_id), clock=timezone.now)


@app.task(name="look_up_top_up", queue="money", retry=3)
def look_up_top_up(top_up_id: str) -> None:
    """Asks the payment house what became of a top-up."""
    close_old_connections()
    look_up(top_up_id=UUID(top_up_id), clock=timezone.now)


@app.task(name="decide", queue="money", retry=3)
def decide(dispute_id: str) -> None:
    """Decides a dispute by a clause that says so."""
    close_old_connections()
    decide_automatically(ask=DecideAutomatically(dispute_id=UUID(dispute_id)), now=timezone.now())


@app.task(name="tell", queue="notices", retry=3)
def tell(event_id: str) -> None:
    """Tells everyone concerned of one event, and has a mail written to those who want one."""
    close_old_connections()
    for notice_id in tell_people(event_id=UUID(event_id), now=timezone.now()):
        mail.defer(notice_id=str(notice_id))


@app.task(name="mail", queue="notices", retry=_AGAIN)
def mail(notice_id: str) -> None:
    """Sends one notice by mail."""
    close_old_connections()
    send_notice(notice_id=UUID(notice_id))


@app.task(name="shadow", queue="policies", retry=3)
def shadow(dispute_id: str) -> None:
    """Has the drafts that run in the shadow judge a new dispute."""
    close_old_connections()
    find_in_shadow(dispute_id=UUID(dispute_id), now=timezone.now())


@app.task(name="try_policy", queue="trials", pass_context=True)
def try_policy(context: JobContext, trial_id: str) -> None:
    """Tries a draft on many cases, in processes of their own, until the worker is told to stop."""
    close_old_connections()
    run_trial(trial_id=UUID(trial_id), clock=timezone.now, silence=settings.STUCK_AFTER, stopped=context.should_abort)
