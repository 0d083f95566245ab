"""Which door a path leads to."""

from django.urls import URLPattern, URLResolver, include, path

from amends.config.health import healthz
from amends.config.metrics import metrics
from amends.doors.portal.account.signing_up import SignUpPage

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("amends.doors.api.urls")),
    path("api2.0/v1/", include("amends.doors.cj_api.urls")),
    path("inbound/", include("amends.doors.inbound.urls")),
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("help/api/", include("amends.doors.guide.urls")),
    path("help/", include("amends.doors.help.urls")),
    path("", include("amends.doors.portal.urls")),
    path("console/", include("amends.doors.console.urls")),
    path("account/", include("amends.doors.portal.account.urls")),
    path("account/signup/", SignUpPage.as_view(), name="account_signup"),
    path("account/", include("allauth.urls")),
    path("demo/mail/", include("amends.doors.mailbox.urls")),
    path("demo/pay/", include("amends.doors.till.urls")),
]
