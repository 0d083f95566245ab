"""The console's paths."""

from django.urls import path, re_path

from amends.doors.console import (
    accounts,
    book,
    case,
    circumstances,
    debt_moves,
    evidence,
    inbound,
    moves,
    orders,
    queue,
    settlement,
    shadow,
    standing,
    tokens,
    trial_cases,
    trials,
    webhooks,
    withdrawals,
)
from amends.doors.console.evidence_pack.view import claim_pack, evidence_pack
from amends.doors.console.external_claims import claim_list, claim_moves, claim_page
from amends.doors.console.liability import urls as liability
from amends.doors.console.move_forms import MOVE_FORMS
from amends.doors.console.policies import urls as policies
from amends.doors.console.reconciliation import urls as reconciliation

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
    path("accounts/<uuid:account_id>/debts/<uuid:top_up_id>/end/", debt_moves.end, name="end_debt"),
    path("accounts/<uuid:account_id>/measures/", standing.impose, name="impose"),
    path("measures/<uuid:measure_id>/lift/", standing.lift, name="lift"),
    path("contests/<uuid:contest_id>/answer/", standing.answer, name="answer_contest"),
    path("standing/", standing.standing, name="standing"),
    path("orders/", orders.search, name="orders"),
    path("orders/messages/", orders.messages_waiting, name="messages"),
    path("orders/<uuid:order_id>/", orders.order, name="order"),
    path("orders/<uuid:order_id>/message/", orders.write, name="order_write"),
    path("claims/", claim_list.claims, name="claims"),
    path("claims/<uuid:claim_id>/", claim_page.claim, name="claim"),
    path("claims/<uuid:claim_id>/match/", claim_moves.match, name="match_claim"),
    path("claims/<uuid:claim_id>/look/", claim_moves.look, name="look_again"),
    path("claims/<uuid:claim_id>/dismiss/", claim_moves.dismiss, name="dismiss_claim"),
    path("claims/<uuid:claim_id>/unmatch/", claim_moves.unmatch, name="unmatch_claim"),
    path("claims/<uuid:claim_id>/no-more/", claim_moves.no_more, name="no_more_of_claim"),
    path("claims/<uuid:claim_id>/take-back/", claim_moves.take_back, name="take_back_claim"),
    path("claims/<uuid:claim_id>/evidence-pack.pdf", claim_pack, name="claim_pack"),
    path("orders/<uuid:order_id>/evidence-pack.pdf", evidence_pack, name="evidence_pack"),
    *webhooks.PATHS,
    *tokens.PATHS,
    *policies.urlpatterns,
    *liability.urlpatterns,
    *reconciliation.urlpatterns,
    path("book/", book.settlements, name="book"),
    path("book/settlements/<uuid:settlement_id>/", settlement.settlement, name="settlement"),
    path("book/settlements/<uuid:settlement_id>/replace/", settlement.replace, name="settlement_replace"),
    path("book/settlements/<uuid:settlement_id>/again/", settlement.again, name="settlement_again"),
    path("book/settlements/<uuid:settlement_id>/cut/", settlement.cut, name="settlement_cut"),
    path("book/settlements/<uuid:settlement_id>/restore/", settlement.restore, name="settlement_restore"),
    path("book/settlements/<uuid:settlement_id>/outcome/", settlement.outcome, name="settlement_outcome"),
    path("book/entries/", book.entries, name="entries"),
    path("book/balance/", book.balance, name="balance"),
    path("book/checks/", book.checks, name="checks"),
    path("book/inbound/", inbound.inbound, name="inbound"),
    path("book/inbound/<uuid:message_id>/again/", inbound.again, name="inbound_again"),
    path("book/withdrawals/", withdrawals.waiting, name="withdrawals"),
    path("book/withdrawals/<uuid:withdrawal_id>/", withdrawals.withdrawal, name="withdrawal"),
    path("book/withdrawals/<uuid:withdrawal_id>/take-up/", withdrawals.take_up, name="take_up_withdrawal"),
    path("book/withdrawals/<uuid:withdrawal_id>/put-back/", withdrawals.put_back, name="put_back_withdrawal"),
    path("book/withdrawals/<uuid:withdrawal_id>/approve/", withdrawals.approve, name="approve_withdrawal"),
    path("book/withdrawals/<uuid:withdrawal_id>/refuse/", withdrawals.refuse_, name="refuse_withdrawal"),
]
