"""The addresses of the account's pages; django-allauth's stand behind them."""

from django.urls import path

from amends.doors.portal.account import address, joining, page, standing, team, tokens, webhooks

app_name = "account"

urlpatterns = [
    path("", page.page, name="page"),
    path("profile/", page.profile, name="profile"),
    path("address/send/", address.send_again, name="send_again"),
    path("invitations/new/", team.invite, name="invite"),
    path("invitations/<uuid:invitation_id>/withdraw/", team.withdraw_invitation, name="withdraw_invitation"),
    path("invitation/<str:secret>/", joining.accept, name="accept"),
    path("people/<uuid:member_id>/", team.member, name="member"),
    path("people/<uuid:member_id>/remove/", team.remove, name="remove"),
    path("measures/<uuid:measure_id>/contest/", standing.contest, name="contest"),
    *tokens.PATHS,
    *webhooks.PATHS,
]
