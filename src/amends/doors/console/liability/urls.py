"""The paths of debit notes, and of who bears a case."""

from django.urls import path

from amends.doors.console.liability import export, note, notes, override
from amends.doors.console.liability.note_forms import NOTE_FORMS

urlpatterns = [
    path("disputes/<slug:number>/liability/", override.override, name="liability"),
    path("book/notes/", notes.notes, name="notes"),
    path("book/notes/issue/", notes.issue, name="notes_issue"),
    path("book/notes/<uuid:note_id>/", note.note, name="note"),
    path("book/notes/<uuid:note_id>/print/", note.printed, name="note_print"),
    path("book/notes/<uuid:note_id>/lines.csv", export.as_csv, name="note_csv"),
    path("book/notes/<uuid:note_id>/lines.json", export.as_json, name="note_json"),
    *(
        path(
            f"book/notes/<uuid:note_id>/{move.value}/", note.move, {"note_move": move.value}, name=f"note_{move.value}"
        )
        for move in NOTE_FORMS
    ),
]
