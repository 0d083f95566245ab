"""An opening form that is sent after the session ended: its words wait in the browser's new session."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

from amends.core.disputes.typed import Typed
from amends.doors.portal.disputes.sent_form import read_sent

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

_KEY = "opening_form_sent_while_signed_out"
_LONGEST = 50_000
"""Characters; a longer form is not kept for somebody whom nobody knows."""


def words_wait(view: View[P]) -> View[P]:
    """Keeps the words of a form that comes without a session; `waiting_words` gives them back after signing in."""

    @wraps(view)
    def keeping(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            typed = read_sent(request).typed.as_json()
            if len(json.dumps(typed)) <= _LONGEST:
                request.session[_KEY] = {"path": request.path, "typed": typed}
        return view(request, *args, **kwargs)

    return keeping


def waiting_words(request: HttpRequest) -> Typed | None:
    """What was sent to this page while nobody was signed in, once; None where nothing was."""
    waiting = request.session.get(_KEY)
    if not waiting or waiting["path"] != request.path:
        return None
    del request.session[_KEY]
    return Typed.from_json(waiting["typed"])
