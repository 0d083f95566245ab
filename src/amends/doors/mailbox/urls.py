"""The addresses of kept mails."""

from django.urls import path

from amends.doors.mailbox import views

app_name = "mailbox"

urlpatterns = [
    path("", views.mails, name="mails"),
    path("<uuid:mail_id>/", views.mail, name="mail"),
]
