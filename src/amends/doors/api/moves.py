"""A merchant's moves of a dispute over JSON. Each answers with the whole dispute."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from ninja import Router

from amends.doors.api.dispute_shapes import DisputeWithNew
from amends.doors.api.move_asks import AgreeAsk, DeclineAsk, MessageAsk, WordsAsk
from amends.doors.api.moving import ANSWERS, REFUSALS, moved
from amends.doors.api.openapi import keyed, keyed_body
from amends.doors.api.reading import read_body
from amends.usecases.decisions.answer_offer import AnswerOffer, answer_offer
from amends.usecases.disputes.submit_evidence import SubmitEvidence, submit_evidence
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.disputes.write_message import WriteMessage, write_message

router = Router(tags=["disputes"])


@router.post(
    "/{str:number}/messages",
    operation_id="write_message",
    summary="Write a message",
    response={201: DisputeWithNew, **REFUSALS},
    openapi_extra=keyed_body(MessageAsk, versioned=True),
)
def message(request: HttpRequest, number: str) -> HttpResponse:
    """Writes to the other side; changes no state. `added` is the message's id."""
    asked = read_body(request, MessageAsk)

    def ask(version: int | None) -> WriteMessage:
        return WriteMessage(body=asked.body, dispute=number, internal=asked.internal, version=version)

    return moved(request, number, write_message, ask, names={"message": "body"}, status=HTTPStatus.CREATED)


@router.post(
    "/{str:number}/submit-evidence",
    operation_id="submit_evidence",
    summary="Send the evidence that was asked for",
    response=ANSWERS,
    openapi_extra=keyed_body(WordsAsk, status=200, versioned=True),
)
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """The files were added before; without any, words are needed. The case returns to review."""
    words = read_body(request, WordsAsk).words

    return moved(
        request, number, submit_evidence, lambda version: SubmitEvidence(dispute=number, words=words, version=version)
    )


@router.post(
    "/{str:number}/agree",
    operation_id="agree_to_offer",
    summary="Agree to an offer",
    response=ANSWERS,
    openapi_extra=keyed_body(AgreeAsk, status=200, versioned=True),
)
def agree(request: HttpRequest, number: str) -> HttpResponse:
    """Agrees to a resend or a refund as it was offered in that round; it is carried out now."""
    asked = read_body(request, AgreeAsk)
    return _answered(request, number, agreed=True, round_=asked.round, words=asked.words)


@router.post(
    "/{str:number}/accept",
    operation_id="accept_offer",
    summary="Accept an offer: the same as agreeing to it",
    response=ANSWERS,
    openapi_extra=keyed_body(AgreeAsk, status=200, versioned=True),
)
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Another word for `agree`."""
    return agree(request, number)


@router.post(
    "/{str:number}/decline",
    operation_id="decline_offer",
    summary="Decline an offer",
    response=ANSWERS,
    openapi_extra=keyed_body(DeclineAsk, status=200, versioned=True),
)
def decline(request: HttpRequest, number: str) -> HttpResponse:
    """Declines that round's offer with words; the case returns to review."""
    asked = read_body(request, DeclineAsk)
    return _answered(request, number, agreed=False, round_=asked.round, words=asked.words)


@router.post(
    "/{str:number}/withdraw",
    operation_id="withdraw_dispute",
    summary="Withdraw a dispute",
    response=ANSWERS,
    openapi_extra=keyed(versioned=True),
)
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The dispute ends and its order goes on."""

    return moved(request, number, withdraw_dispute, lambda version: WithdrawDispute(dispute=number, version=version))


def _answered(request: HttpRequest, number: str, *, agreed: bool, round_: int, words: str) -> HttpResponse:
    return moved(
        request,
        number,
        answer_offer,
        lambda version: AnswerOffer(dispute=number, round=round_, agree=agreed, words=words, version=version),
    )
