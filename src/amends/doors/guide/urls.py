"""The guide's addresses, under ``/help/api/``."""

from django.urls import path

from amends.doors.guide import views
from amends.doors.guide.texts import SLUGS

app_name = "guide"
urlpatterns = [
    path("", views.text, {"slug": "start"}, name="start"),
    path("reference/", views.reference, name="reference"),
    path("reference/<slug:tag>/", views.operations, name="operations"),
    path("shapes/<slug:shape>/", views.shape, name="shape"),
    *(path(f"{slug}/", views.text, {"slug": slug}, name=slug) for slug in SLUGS),
]
