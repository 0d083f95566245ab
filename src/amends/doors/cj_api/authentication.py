"""Sessions: an API key for two tokens, new ones for old ones, and the end of both."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from pydantic import Field

from amends.core.cj_api.moments import write_zoned
from amends.core.cj_api.refusals import KeyWrong
from amends.doors.cj_api.calls import call
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.reading import Asked, Text, read_body
from amends.doors.cj_api.tokens import session_of
from amends.usecases.cj_api.issued import Issued
from amends.usecases.cj_api.log_in import LogIn, log_in
from amends.usecases.cj_api.log_out import LogOut, log_out
from amends.usecases.cj_api.refresh_session import RefreshSession, refresh_session


class KeyAsked(Asked):
    """`{apiKey}`, or the older forms with an address, in which `password` holds the API key as well."""

    apiKey: Annotated[Text, Field(max_length=200)] = ""  # noqa: N815 - CJ's names
    password: Annotated[Text, Field(max_length=200)] = ""


class RefreshAsked(Asked):
    """A refresh token."""

    refreshToken: Annotated[Text, Field(max_length=80)]  # noqa: N815


@call("POST", fails=Code.KEY_WRONG)
def get_access_token(request: HttpRequest) -> dict[str, Any]:
    """POST /authentication/getAccessToken."""
    asked = read_body(request, KeyAsked)
    key = asked.apiKey or asked.password
    if not key:
        raise KeyWrong
    issued = log_in(ask=LogIn(key=key), now=timezone.now())
    return {"openId": issued.open_id, **_tokens(issued)}


@call("POST", fails=Code.REFRESH_WRONG)
def refresh_access_token(request: HttpRequest) -> dict[str, Any]:
    """POST /authentication/refreshAccessToken."""
    asked = read_body(request, RefreshAsked)
    return _tokens(refresh_session(ask=RefreshSession(refresh=asked.refreshToken), now=timezone.now()))


@call("POST", fails=Code.LOGOUT_FAILED)
def logout(request: HttpRequest) -> bool:
    """POST /authentication/logout."""
    log_out(ask=LogOut(session=session_of(request)))
    return True


def _tokens(issued: Issued) -> dict[str, Any]:
    return {
        "accessToken": issued.access,
        "accessTokenExpiryDate": write_zoned(issued.access_expires_at),
        "refreshToken": issued.refresh,
        "refreshTokenExpiryDate": write_zoned(issued.refresh_expires_at),
        "createDate": write_zoned(issued.created_at),
    }
