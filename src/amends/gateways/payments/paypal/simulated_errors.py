"""The simulated PayPal's noes, in PayPal's words (the issues of its published descriptions)."""

from typing import Any

_MESSAGES = {
    400: "Request is not well-formed, syntactically incorrect, or violates schema.",
    401: "Authentication failed due to missing authorization header, or invalid authentication credentials.",
    404: "The specified resource does not exist.",
    422: "The requested action could not be performed, semantically incorrect, or failed business validation.",
}
_DESCRIPTIONS = {
    "CAPTURE_FULLY_REFUNDED": "The capture has already been fully refunded",
    "REFUND_AMOUNT_EXCEEDED": (
        "The refund amount must be less than or equal to the capture amount that has not yet been refunded."
    ),
    "REFUND_TIME_LIMIT_EXCEEDED": "You are over the time limit to perform a refund on this capture",
    "REFUND_CAPTURE_CURRENCY_MISMATCH": "Refund must be in the same currency as the capture",
    "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK": (
        "Refunds are not allowed on this capture due to a chargeback on the card or bank. "
        "Please contact the payee to resolve the chargeback."
    ),
    "TRANSACTION_DISPUTED": (
        "Partial refunds cannot be offered at this time because there is an open case on this transaction. "
        "Visit the PayPal Resolution Center to review this case."
    ),
    "PARTIAL_REFUND_NOT_ALLOWED": "You cannot do a refund less than the original capture amount.",
    "INVALID_RESOURCE_ID": "Specified resource ID does not exist. Please check the resource ID and try again.",
}


class No(Exception):
    """An answer that refuses."""

    def __init__(self, status: int, told: dict[str, Any]) -> None:
        super().__init__(status, told)
        self.status, self.told = status, told


def no(status: int, name: str, issue: str, description: str = "") -> No:
    """A refusal with one detail."""
    words = description or _DESCRIPTIONS.get(issue, "")
    detail = {"issue": issue, "description": words} if words else {"issue": issue}
    return No(status, {"name": name, "message": _MESSAGES[status], "debug_id": "f1d2d2f924e98", "details": [detail]})
