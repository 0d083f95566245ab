"""The paths of disputes, of opening one from its order, and of evidence."""

from django.urls import include, path

from amends.doors.portal.disputes.contact import write_about_dispute, write_about_order
from amends.doors.portal.disputes.draft_files import send_file, take_file_back
from amends.doors.portal.disputes.evidence_files import evidence
from amends.doors.portal.disputes.export import export
from amends.doors.portal.disputes.giving import give_files, send_evidence
from amends.doors.portal.disputes.list_page import disputes
from amends.doors.portal.disputes.opening import discard_draft, keep_draft, open_dispute
from amends.doors.portal.disputes.process import agree, decline, dispute, pop_up, take_to_balance, withdraw

_of_dispute = [
    path("", dispute, name="dispute"),
    path("pop-up/", pop_up, name="process_popup"),
    path("agree/", agree, name="agree_offer"),
    path("decline/", decline, name="decline_offer"),
    path("refunds/<uuid:leg_id>/to-balance/", take_to_balance, name="take_to_balance"),
    path("withdraw/", withdraw, name="withdraw_dispute"),
    path("files/", give_files, name="give_files"),
    path("evidence/", send_evidence, name="send_evidence"),
    path("messages/", write_about_dispute, name="write_about_dispute"),
]

urlpatterns = [
    # No include: an order's number may carry slashes, and a prefix would swallow what follows it.
    path("orders/<order_number:number>/dispute/", open_dispute, name="open_dispute"),
    path("orders/<order_number:number>/dispute/draft/", keep_draft, name="keep_draft"),
    path("orders/<order_number:number>/dispute/discard/", discard_draft, name="discard_draft"),
    path("orders/<order_number:number>/dispute/files/<slug:purpose>/", send_file, name="send_file"),
    path(
        "orders/<order_number:number>/dispute/files/<uuid:evidence_id>/remove/", take_file_back, name="take_file_back"
    ),
    path("orders/<order_number:number>/messages/", write_about_order, name="order_message"),
    path("disputes/", disputes, name="disputes"),
    path("disputes/export.csv", export, name="export_disputes"),
    path("disputes/<slug:number>/", include(_of_dispute)),
    path("evidence/<uuid:evidence_id>/", evidence, name="evidence"),
    path("evidence/<uuid:evidence_id>/<slug:version>/", evidence, name="evidence_version"),
]
