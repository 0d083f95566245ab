"""Which door a path leads to."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("amends.doors.api.urls")),
    path("account/", include("amends.doors.portal.account.urls")),
    path("account/", include("allauth.urls")),
    path("demo/mail/", include("amends.doors.mailbox.urls")),
]
