"""Which door a path leads to."""

from django.urls import URLPattern, URLResolver, include, path

from amends.doors.portal.account.signing_up import SignUpPage

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("amends.doors.api.urls")),
    path("account/", include("amends.doors.portal.account.urls")),
    path("account/signup/", SignUpPage.as_view(), name="account_signup"),
    path("account/", include("allauth.urls")),
    path("demo/mail/", include("amends.doors.mailbox.urls")),
]
