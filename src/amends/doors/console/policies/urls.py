"""The paths of the policy's pages, below the console's."""

from django.urls import path

from amends.doors.console.policies import compare, drafting, editing, lists, version
from amends.doors.console.policies.clause_form import ClauseForm
from amends.doors.console.policies.document_forms import DocumentForm, NoteForm
from amends.doors.console.policies.part_forms import EvidenceForm, HeadForm, SettingsForm

_ID = "policies/<uuid:version_id>"

urlpatterns = [
    path("policies/", lists.versions, name="policies"),
    path("policies/departures/", lists.departures, name="departures"),
    path("policies/compare/", compare.compare, name="policies_compare"),
    path("policies/import/", drafting.bring, name="policies_import"),
    path(f"{_ID}/", version.version, name="policy"),
    path(f"{_ID}/policy.toml", version.export, name="policy_export"),
    path(f"{_ID}/copy/", drafting.copy, name="policy_copy"),
    path(f"{_ID}/history/<int:entry>/", version.change, name="policy_change"),
    path(f"{_ID}/edit/text/", editing.edit, {"form_class": HeadForm}, name="policy_head"),
    path(f"{_ID}/edit/note/", editing.edit, {"form_class": NoteForm}, name="policy_note"),
    path(f"{_ID}/edit/settings/", editing.edit, {"form_class": SettingsForm}, name="policy_settings"),
    path(f"{_ID}/edit/document/", editing.edit, {"form_class": DocumentForm}, name="policy_document"),
    path(f"{_ID}/edit/clauses/", editing.edit, {"form_class": ClauseForm}, name="policy_new_clause"),
    path(f"{_ID}/edit/clauses/<slug:part>/", editing.edit, {"form_class": ClauseForm}, name="policy_clause"),
    path(f"{_ID}/edit/evidence/", editing.edit, {"form_class": EvidenceForm}, name="policy_new_evidence"),
    path(f"{_ID}/edit/evidence/<slug:part>/", editing.edit, {"form_class": EvidenceForm}, name="policy_evidence"),
    path(f"{_ID}/<slug:name>/", version.step, name="policy_step"),
]
