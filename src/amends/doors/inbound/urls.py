"""The inbound door's one path."""

from django.urls import path

from amends.doors.inbound import views

app_name = "inbound"

urlpatterns = [path("<slug:provider>/", views.receive, name="receive")]
