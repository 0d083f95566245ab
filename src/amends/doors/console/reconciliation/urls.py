"""The paths of the reconciliation."""

from django.urls import path

from amends.doors.console.reconciliation import export, page

urlpatterns = [
    path("book/reconciliation/", page.reconciliation, name="reconciliation"),
    path("book/reconciliation/fetch/", page.fetch, name="reconciliation_fetch"),
    path("book/reconciliation/rows.csv", export.as_csv, name="reconciliation_csv"),
]
