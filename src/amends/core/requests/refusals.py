"""Why an ask under a caller's key is not answered again, and why an ask came too soon."""

from amends.core.refusals import Refusal


class KeyReused(Refusal):
    """The same idempotency key came with another ask."""

    code = "request.key_reused"
    sentence = "The idempotency key “%(key)s” was used for a different request."
    kind = "invalid"


class StillRunning(Refusal):
    """The same idempotency key is being worked on."""

    code = "request.still_running"
    sentence = "A request with the idempotency key “%(key)s” is still running."
