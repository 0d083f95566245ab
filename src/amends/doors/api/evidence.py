"""Evidence over JSON: a file given to a dispute, and its bytes read again."""

from hashlib import sha256
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Router

from amends.core.access import Permission
from amends.core.outbound.networks import checked_address
from amends.doors.api.callers import caller_who_may
from amends.doors.api.dispute_shapes import DisputeWhole, DisputeWithNew
from amends.doors.api.fields import name_fields
from amends.doors.api.forms import FORM, read_form
from amends.doors.api.move_asks import AddressesAsk, FileAsk
from amends.doors.api.moving import REFUSALS, moved
from amends.doors.api.openapi import body_of, keyed, keyed_body, problems
from amends.doors.api.reading import read_body
from amends.doors.look.uploads import stream_upload
from amends.usecases.evidence.add_evidence import AddEvidence, add_evidence
from amends.usecases.evidence.give_by_address import FileAt, GiveByAddress, give_by_address
from amends.usecases.evidence.read_file import Version, read_file

router = Router(tags=["evidence"])


@router.post(
    "/disputes/{str:number}/evidence",
    operation_id="add_evidence",
    summary="Give a file as evidence",
    response={201: DisputeWithNew, **REFUSALS},
    openapi_extra=body_of(FileAsk, kind=FORM) | keyed(status=201, versioned=True),
)
def give(request: HttpRequest, number: str) -> HttpResponse:
    """The file as multipart/form-data; `added` is its id. Without a key the same bytes sent twice are there twice."""
    asked = read_form(request, FileAsk)
    given, name = asked.file.file, asked.file.name or ""
    assert given is not None

    def ask(version: int | None) -> AddEvidence:
        given.seek(0)
        return AddEvidence(
            file=given,
            name=name,
            purpose=asked.purpose,
            shows_buyer_email=asked.shows_buyer_email,
            dispute=number,
            version=version,
        )

    content = sha256(f"{asked.purpose.value}/{asked.shows_buyer_email}/{name}/".encode())
    for part in asked.file.chunks():
        content.update(part)
    names = {"evidence": "file"}
    return moved(request, number, add_evidence, ask, names=names, status=HTTPStatus.CREATED, content=content.digest())


@router.post(
    "/disputes/{str:number}/evidence/addresses",
    operation_id="add_evidence_by_address",
    summary="Give files by their addresses",
    response={202: DisputeWhole, **REFUSALS},
    openapi_extra=keyed_body(AddressesAsk, status=202, versioned=True),
)
def give_addresses(request: HttpRequest, number: str) -> HttpResponse:
    """A job fetches each and gives it to the dispute; public https addresses only.

    Until then it stands among `pending_addresses`; one that cannot be fetched is told by the event
    `dispute.evidence_fetch_failed` and a message. Each address once for a dispute: given again while it waits, what is
    said of it now counts; given again after it failed, it is tried anew.
    """
    files = []
    for index, file in enumerate(read_body(request, AddressesAsk).files):
        name_fields(request, {"url": f"files[{index}].url"})
        url = checked_address(file.url, settings.OUTBOUND_RULES)
        files.append(FileAt(url=url, purpose=file.purpose, shows_buyer_email=file.shows_buyer_email))

    def ask(version: int | None) -> GiveByAddress:
        return GiveByAddress(dispute=number, files=files, version=version)

    names = {"evidence": "files"}
    return moved(request, number, give_by_address, ask, names=names, status=HTTPStatus.ACCEPTED)


@router.get(
    "/evidence/{uuid:evidence_id}",
    operation_id="read_evidence",
    summary="Read a file",
    response=problems(401, 403, 404, 422, 429),
    openapi_extra={
        "responses": {
            200: {
                "description": "The bytes",
                "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def read(request: HttpRequest, evidence_id: UUID) -> HttpResponseBase:
    """The original's bytes, as they were given."""
    actor = caller_who_may(request, Permission.MERCHANT_DISPUTE_READ, Permission.STAFF_DISPUTE_READ)
    return stream_upload(request, read_file(evidence=evidence_id, version=Version.ORIGINAL, actor=actor))
