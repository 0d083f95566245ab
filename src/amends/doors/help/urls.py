"""The help centre's addresses."""

from django.urls import path

from amends.doors.help import policy, views

app_name = "help"
urlpatterns = [
    path("", views.index, name="index"),
    path("policy/", policy.policy, name="policy"),
    path("policy/<int:number>/", policy.policy, name="policy_version"),
    path("<slug:slug>/", views.article, name="article"),
]
