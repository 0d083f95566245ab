"""The jobs: each a thin door that reads its argument, and asks."""

from uuid import UUID

import structlog
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from amends.core.access import SYSTEM
from amends.core.liability.notes import month_of
from amends.doors.jobs.deliver import deliver_webhooks
from amends.doors.jobs.digest import digest_message
from amends.doors.jobs.fetch import fetch_evidence, fetch_outside
from amends.doors.jobs.settle import settle_dispute
from amends.doors.jobs.standing import apply_standing_rules
from amends.doors.jobs.statements import ask_for_statements, fetch_statement
from amends.doors.jobs.top_ups import look_up
from amends.doors.jobs.trial import run_trial
from amends.gateways.mail.notices import send_notice
from amends.gateways.outbound.configured import outbound
from amends.gateways.payments.port import OutcomeUnknown
from amends.records.liability.queries import collecting_months
from amends.usecases.decisions.decide_automatically import DecideAutomatically, decide_automatically
from amends.usecases.invariants.check_all import check_all
from amends.usecases.liability.issue_debit_notes import IssueDebitNotes, issue_debit_notes
from amends.usecases.notices.tell_people import tell_people
from amends.usecases.policies.find_in_shadow import find_in_shadow
from amends.usecases.webhooks.forget_deliveries import forget_deliveries

_log = structlog.get_logger("amends.jobs")
DELIVER = "deliver"
"""Queueing lock of `deliver`: one job waits at a time."""

_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions=[OutcomeUnknown, OSError])


@app.task(name="settle", queue="money", retry=_AGAIN)
def settle(dispute_id: str) -> None:
    """Carries out the legs of a dispute's settlement."""
    close_old_connections()
    settle_dispute(dispute_id=UUID(dispute_id), clock=timezone.now)


@app.task(name="settle_again", queue="money")
def settle_again(dispute_id: str) -> None:
    """The same for one that went quiet. What is not known then is taken up by a later sweep, not by another try."""
    close_old_connections()
    settle_dispute(dispute_id=UUID(dispute_id), clock=timezone.now)


@app.task(name="digest", queue="money")
def digest(message_id: str) -> None:
    """Takes in what a payment house told. What fails is due again later, and then deferred by the sweep."""
    close_old_connections()
    digest_message(message_id=UUID(message_id), clock=timezone.now)


@app.task(name="look_up_top_up", queue="money", retry=3)
def look_up_top_up(top_up_id: str) -> None:
    """Asks the payment house what became of a top-up."""
    close_old_connections()
    look_up(top_up_id=UUID(top_up_id), clock=timezone.now)


@app.task(name="deliver", queue="webhooks", pass_context=True)
def deliver(context: JobContext) -> None:
    """Sends the webhooks that are due. What fails is due again later, and found by the sweep."""
    close_old_connections()
    deliver_webhooks(clock=timezone.now, outbound=outbound(), stopped=context.should_abort)


@app.periodic(cron="40 1 * * *")
@app.task(name="forget_webhooks", queue="webhooks", queueing_lock="forget webhooks")
def forget_webhooks(timestamp: int) -> None:
    """Forgets every night what was sent more than a month ago."""
    close_old_connections()
    while forget_deliveries(now=timezone.now()):
        pass


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


@app.task(name="fetch_file", queue="files")
def fetch_file(fetch_id: str) -> None:
    """Fetches a file that was given by its address. What fails is due again later, and then deferred by the sweep."""
    close_old_connections()
    fetch_evidence(fetch_id=UUID(fetch_id), clock=timezone.now, fetch=fetch_outside)


@app.periodic(cron="15 0 * * *", periodic_id="every night")
@app.task(name="issue_notes", queue="money", retry=3)
def issue_notes(timestamp: int) -> None:
    """Issues the debit notes of past months: every night, so that a night on which nothing ran is made up for."""
    close_old_connections()
    now = timezone.now()
    for month in collecting_months(before=month_of(now)):
        issue_debit_notes(ask=IssueDebitNotes(month=month), actor=SYSTEM, now=now)


@app.task(name="shadow", queue="policies", retry=3)
def shadow(dispute_id: str) -> None:
    """Has the drafts that run in the shadow judge a new dispute."""
    close_old_connections()
    find_in_shadow(dispute_id=UUID(dispute_id), now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="check", queue="checks", queueing_lock="check")
def check(timestamp: int) -> None:
    """Checks every ten minutes what must always hold."""
    close_old_connections()
    made = check_all(clock=timezone.now)
    if made.found:
        _log.error("something does not hold; see the console's checks", found=made.found)


@app.task(name="try_policy", queue="trials", pass_context=True)
def try_policy(context: JobContext, trial_id: str) -> None:
    """Tries a draft on many cases, in processes of their own, until the worker is told to stop."""
    close_old_connections()
    run_trial(trial_id=UUID(trial_id), clock=timezone.now, silence=settings.STUCK_AFTER, stopped=context.should_abort)


@app.periodic(cron="*/10 * * * *")
@app.task(name="standing_rules", queue="standing", queueing_lock="standing rules")
def standing_rules(timestamp: int) -> None:
    """Takes the measures of rules that accounts have reached."""
    close_old_connections()
    apply_standing_rules(now=timezone.now())


@app.periodic(cron="25 * * * *")
@app.task(name="statements", queue="money", queueing_lock="statements")
def statements(timestamp: int) -> None:
    """Has every payment house's lines fetched, every hour."""
    close_old_connections()
    ask_for_statements(now=timezone.now())


@app.task(name="fetch_lines", queue="money")
def fetch_lines(run_id: str) -> None:
    """Fetches a payment house's lines. What fails is noted, and tried again with the next hour's run."""
    close_old_connections()
    fetch_statement(run_id=UUID(run_id), clock=timezone.now)
