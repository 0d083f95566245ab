"""The console's paths."""

from django.urls import path, re_path

from amends.doors.console import (
    accounts,
    book,
    case,
    circumstances,
    evidence,
    moves,
    orders,
    queue,
    shadow,
    standing,
    trial_cases,
    trials,
)
from amends.doors.console.move_forms import MOVE_FORMS
from amends.doors.console.policies import urls as policies

app_name = "console"

_MOVES = "|".join(move.value for move in MOVE_FORMS)

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("disputes/<slug:number>/", case.case, name="case"),
    path("disputes/<slug:number>/message/", case.write, name="write"),
    path("disputes/<slug:number>/assign/", case.assign, name="assign"),
    path("disputes/<slug:number>/circumstances/", circumstances.note, name="circumstances"),
    path("disputes/<slug:number>/breakdown/", moves.breakdown, name="breakdown"),
    re_path(rf"^disputes/(?P<number>[-a-zA-Z0-9_]+)/(?P<name>{_MOVES})/$", moves.move, name="move"),
    path("policies/<uuid:version_id>/trials/", trials.trials, name="trials"),
    path("policies/<uuid:version_id>/shadow/", shadow.shadow, name="shadow"),
    path("policies/trials/<uuid:trial_id>/", trials.trial, name="trial"),
    path("policies/trials/<uuid:trial_id>/cancel/", trials.cancel, name="trial_cancel"),
    path("policies/trials/<uuid:trial_id>/cases/", trial_cases.cases, name="trial_cases"),
    path("policies/trials/cases/<uuid:case_id>/", trial_cases.case, name="trial_case"),
    path("evidence/<uuid:evidence_id>/<slug:version>/", evidence.evidence, name="evidence"),
    path("accounts/<uuid:account_id>/", accounts.account, name="account"),
    path("accounts/<uuid:account_id>/measures/", standing.impose, name="impose"),
    path("measures/<uuid:measure_id>/lift/", standing.lift, name="lift"),
    path("contests/<uuid:contest_id>/answer/", standing.answer, name="answer_contest"),
    path("standing/", standing.standing, name="standing"),
    path("orders/", orders.search, name="orders"),
    path("orders/messages/", orders.messages_waiting, name="messages"),
    path("orders/<uuid:order_id>/", orders.order, name="order"),
    path("orders/<uuid:order_id>/message/", orders.write, name="order_write"),
    *policies.urlpatterns,
    path("book/", book.settlements, name="book"),
    path("book/entries/", book.entries, name="entries"),
    path("book/balance/", book.balance, name="balance"),
]
