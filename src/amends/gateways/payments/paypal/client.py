"""Talking to PayPal: tokens, time-outs, and which answers leave an outcome unknown."""

import json
import threading
import time
from collections.abc import Mapping
from typing import Any

import httpx

from amends.gateways.payments.port import OutcomeUnknown

LIVE = "https://api-m.paypal.com"
_RENEW_BEFORE = 60.0
_UNSURE = frozenset({401, 403, 408, 409, 425, 429})
_UNSURE_ISSUES = frozenset(
    {"PREVIOUS_REQUEST_IN_PROGRESS", "PAYPAL_REQUEST_ID_PREVIOUSLY_USED", "DUPLICATE_REQUEST_ID"}
)


class PayPalRefused(Exception):
    """PayPal understood and said no. `issue` is its name for why (`details[].issue`, else the error's name)."""

    def __init__(self, status: int, issue: str, words: str) -> None:
        super().__init__(f"{issue}: {words}" if words else issue)
        self.status, self.issue = status, issue


class PayPalClient:
    """One PayPal account. Safe to use from several threads."""

    def __init__(self, *, client_id: str, secret: str, api_base: str = LIVE, timeout: float = 20) -> None:
        self._http = httpx.Client(base_url=api_base, timeout=httpx.Timeout(timeout, connect=min(timeout, 5)))
        self._auth = (client_id, secret)
        self._token, self._good_until, self._lock = "", 0.0, threading.Lock()

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: dict[str, Any] | bytes | None = None,
        request_id: str = "",
        params: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """PayPal's answer to one request. Raises PayPalRefused for a no, OutcomeUnknown for whatever is neither."""
        headers = {"Prefer": "return=representation"} if method == "POST" else {}
        if request_id:
            headers["PayPal-Request-Id"] = request_id
        if body is not None:
            headers["Content-Type"] = "application/json"
        content = json.dumps(body).encode() if isinstance(body, dict) else body
        token = self._current_token()
        for again in (True, False):
            headers["Authorization"] = f"Bearer {token}"
            answer = self._send(self._http.build_request(method, path, params=params, content=content, headers=headers))
            if answer.status_code != 401 or not again:
                break
            token = self._current_token(instead_of=token)
        return _read(answer)

    def _current_token(self, *, instead_of: str = "") -> str:
        with self._lock:
            if self._token in ("", instead_of) or time.monotonic() >= self._good_until:
                form = {"grant_type": "client_credentials"}
                ask = self._http.build_request("POST", "/v1/oauth2/token", data=form)
                told = self._token_told(self._send(ask, auth=self._auth))
                self._token = str(told["access_token"])
                self._good_until = time.monotonic() + float(told.get("expires_in", 0)) - _RENEW_BEFORE
            return self._token

    @staticmethod
    def _token_told(answer: httpx.Response) -> dict[str, Any]:
        try:
            told = _read(answer)
        except PayPalRefused as refused:
            raise OutcomeUnknown(f"PayPal gives no token: {refused}") from refused
        if "access_token" not in told:
            raise OutcomeUnknown("PayPal gives no token")
        return told

    def _send(self, ask: httpx.Request, auth: tuple[str, str] | None = None) -> httpx.Response:
        try:
            return self._http.send(ask, auth=auth)
        except httpx.TimeoutException as fault:
            raise OutcomeUnknown("PayPal did not answer in time") from fault
        except httpx.HTTPError as fault:
            raise OutcomeUnknown(f"the connection to PayPal broke: {type(fault).__name__}") from fault


def _read(answer: httpx.Response) -> dict[str, Any]:
    status = answer.status_code
    try:
        told = answer.json()
    except ValueError:
        told = None
    if 200 <= status < 300:
        if not isinstance(told, dict):
            raise OutcomeUnknown(f"PayPal answered {status} without words")
        return told
    issue, words = _why(told)
    # A no that has no name is not PayPal's own: something on the way to it answered.
    if not 400 <= status < 500 or status in _UNSURE or issue in _UNSURE_ISSUES or not issue:
        raise OutcomeUnknown(f"PayPal answered {status} {issue}".rstrip())
    raise PayPalRefused(status, issue, words)


def _why(told: Any) -> tuple[str, str]:
    if not isinstance(told, dict):
        return "", ""
    first = next((one for one in told.get("details") or () if isinstance(one, dict)), {})
    issue = first.get("issue") or told.get("name") or told.get("error") or ""
    words = first.get("description") or told.get("message") or told.get("error_description") or ""
    return str(issue), str(words)
