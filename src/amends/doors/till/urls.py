"""The address of the sandbox's payment page."""

from django.urls import path

from amends.doors.till import views

app_name = "till"

urlpatterns = [path("<uuid:key>/", views.page, name="page")]
