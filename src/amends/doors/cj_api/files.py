"""Evidence by its address: uploaded before a dispute, or named in it."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from urllib.parse import quote, urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from amends.core.access import Permission
from amends.core.cj_api.refusals import AddressUnreadable
from amends.core.disputes.giving_evidence import EvidenceTooLate
from amends.core.outbound.networks import checked_address
from amends.core.outbound.refusals import AddressRefused
from amends.core.refusals import Words
from amends.doors.cj_api.calls import call
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.reading import Address, Asked, read_body
from amends.doors.cj_api.tokens import caller
from amends.usecases.evidence.ask_for_file import AskForFile, ask_for_file
from amends.usecases.evidence.give_by_address import FileAt, GiveByAddress, give_by_address

_VIDEOS = (".mp4", ".mov", ".webm", ".avi", ".mkv", ".m4v", ".3gp")
_OURS = "/evidence/"


class UploadAsked(Asked):
    """Where the file lies."""

    fileUrl: Address  # noqa: N815 - CJ's name


@call("POST", fails=Code.PARAMETER)
def upload_file(request: HttpRequest) -> dict[str, str]:
    """POST /disputes/uploadFile: answered at once; the file is fetched by a job."""
    asked = read_body(request, UploadAsked)
    now = timezone.now()
    actor = caller(request, Permission.MERCHANT_DISPUTE_OPEN, now=now)
    url = read_address(asked.fileUrl)
    id_ = ask_for_file(ask=AskForFile(url=url), actor=actor, now=now)
    return {"url": f"{settings.PUBLIC_URL}{_OURS}{id_}/", "fileType": _kind(url)}


def read_address(text: str) -> str:
    """The address with what is not ASCII escaped; one that uploadFile gave as it stands. Raises AddressUnreadable."""
    if text.startswith(settings.PUBLIC_URL + _OURS):
        return text
    try:
        return checked_address(quote(text, safe="%/:=&?~#+!$,;'@()*[]"), settings.OUTBOUND_RULES)
    except AddressRefused as refusal:
        raise AddressUnreadable(why=Words(refusal.words())) from refusal


def give_files(request: HttpRequest, dispute: str, urls: Iterable[str], *, now: datetime) -> None:
    """Gives an open dispute the files at these addresses. One that takes no more is left alone."""
    files = [FileAt(url=url, upload=_uploaded(url)) for url in urls]
    if not files:
        return
    actor = caller(request, Permission.MERCHANT_DISPUTE_ANSWER, now=now)
    with suppress(EvidenceTooLate):
        give_by_address(ask=GiveByAddress(dispute=dispute, files=files), actor=actor, now=now)


def _uploaded(url: str) -> UUID | None:
    """The id in an address that uploadFile gave."""
    ours = settings.PUBLIC_URL + _OURS
    if not url.startswith(ours):
        return None
    with suppress(ValueError):
        return UUID(url.removeprefix(ours).strip("/"))
    return None


def _kind(url: str) -> str:
    return "VIDEO" if urlsplit(url).path.lower().endswith(_VIDEOS) else "IMAGE"
