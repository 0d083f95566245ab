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
    path("tokens/new/", tokens.new_token, name="new_token"),
    path("tokens/<uuid:token_id>/revoke/", tokens.revoke, name="revoke_token"),
    path("webhooks/", webhooks.endpoints, name="webhooks"),
    path("webhooks/new/", webhooks.new, name="new_webhook"),
    path("webhooks/<uuid:endpoint_id>/", webhooks.endpoint, name="webhook"),
    path("webhooks/<uuid:endpoint_id>/change/", webhooks.change, name="change_webhook"),
    path("webhooks/<uuid:endpoint_id>/switch/", webhooks.switch, name="switch_webhook"),
    path("webhooks/<uuid:endpoint_id>/rotate/", webhooks.rotate, name="rotate_webhook"),
    path("webhooks/<uuid:endpoint_id>/test/", webhooks.test, name="test_webhook"),
    path("webhooks/<uuid:endpoint_id>/remove/", webhooks.remove, name="remove_webhook"),
    path("webhooks/messages/<uuid:delivery_id>/", webhooks.delivery, name="webhook_delivery"),
    path("webhooks/messages/<uuid:delivery_id>/replay/", webhooks.replay, name="replay_webhook"),
]
