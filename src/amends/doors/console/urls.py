"""The console's paths."""

from django.urls import path, re_path

from amends.doors.console import (
    book,
    case,
    circumstances,
    evidence,
    moves,
    orders,
    queue,
    shadow,
    trial_cases,
    trials,
    withdrawals,
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
    path("accounts/<uuid:account_id>/", orders.account, name="account"),
    path("orders/", orders.search, name="orders"),
    path("orders/messages/", orders.messages_waiting, name="messages"),
    path("orders/<uuid:order_id>/", orders.order, name="order"),
    path("orders/<uuid:order_id>/message/", orders.write, name="order_write"),
    *policies.urlpatterns,
    path("book/", book.settlements, name="book"),
    path("book/entries/", book.entries, name="entries"),
    path("book/balance/", book.balance, name="balance"),
    path("book/withdrawals/", withdrawals.waiting, name="withdrawals"),
    path("book/withdrawals/<uuid:withdrawal_id>/", withdrawals.withdrawal, name="withdrawal"),
    path("book/withdrawals/<uuid:withdrawal_id>/approve/", withdrawals.approve, name="approve_withdrawal"),
    path("book/withdrawals/<uuid:withdrawal_id>/refuse/", withdrawals.refuse_, name="refuse_withdrawal"),
]
