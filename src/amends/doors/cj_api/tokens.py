"""The access token in its header. The door only digests it."""

from datetime import datetime

from django.http import HttpRequest

from amends.core.access import Actor, Permission, require
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import Coded
from amends.doors.cj_api.limits import note_account
from amends.records.cj_api.sessions import actor_of_session, digest_of_session


class TokenMissing(Coded):
    """A call without its header."""

    code = "cj_api.token_missing"
    sentence = "CJ-Access-Token is empty."
    cj = Code.TOKEN_MISSING


def session_of(request: HttpRequest) -> bytes:
    """The digest of the access token sent. Raises TokenMissing."""
    token = request.META.get("HTTP_CJ_ACCESS_TOKEN", "").strip()
    if not token:
        raise TokenMissing
    return digest_of_session(token)


def caller(request: HttpRequest, needed: Permission, *, now: datetime) -> Actor:
    """Who calls. Raises TokenMissing, Unauthenticated, Forbidden."""
    session = session_of(request)
    actor = actor_of_session(session, now=now)
    assert actor.account_id is not None
    note_account(session, actor.account_id)
    require(actor, needed)
    return actor
