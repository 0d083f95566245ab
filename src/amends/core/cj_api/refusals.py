"""Refusals of sessions, and of orders made and moved over CJ's API."""

from amends.core.refusals import Refusal


class KeyWrong(Refusal):
    """No merchant's token is behind the API key."""

    code = "cj_api.key_wrong"
    sentence = "This API key is unknown, expired or revoked."
    kind = "unauthenticated"
    field = "apiKey"


class RefreshWrong(Refusal):
    """The refresh token belongs to no session that still runs."""

    code = "cj_api.refresh_wrong"
    sentence = "This refresh token is unknown, used, expired or logged out."
    kind = "unauthenticated"
    field = "refreshToken"
