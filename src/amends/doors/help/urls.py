"""The help centre's addresses."""

from django.urls import path

from amends.doors.help import views

app_name = "help"
urlpatterns = [
    path("", views.index, name="index"),
    path("opening-a-dispute/", views.opening, name="opening"),
    path("policy/", views.reasons, name="policy"),
    path("reasons-and-evidence/", views.reasons, name="reasons"),
    path("life-of-a-dispute/", views.life, name="life"),
]
