"""What Django refuses to read of a request, said in our words with a code."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http.multipartparser import MultiPartParserError

from amends.core.refusals import Refusal, Words
from amends.doors.api.problems import Malformed, Unreadable
from amends.doors.api.reading import BodyTooLarge


class TooManyFiles(Unreadable):
    """More files than any form of ours has."""

    code = "request.too_many_files"
    sentence = "A request may bring at most %(limit)s files."
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class TooManyFields(Unreadable):
    """More fields, or parameters of the address, than any ask of ours has."""

    code = "request.too_many_fields"
    sentence = "A request may have at most %(limit)s fields or parameters."
    status = HTTPStatus.UNPROCESSABLE_ENTITY


def unread(error: Exception) -> Refusal:
    """The refusal that stands for one of Django's; what was sent is not repeated."""
    if isinstance(error, TooManyFilesSent):
        return TooManyFiles(limit=settings.DATA_UPLOAD_MAX_NUMBER_FILES)
    if isinstance(error, TooManyFieldsSent):
        return TooManyFields(limit=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
    if isinstance(error, RequestDataTooBig):
        return BodyTooLarge(limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if isinstance(error, MultiPartParserError):
        return Malformed(why=Words("the form is broken, or its boundary is missing, empty or too long."))
    return Malformed(why=Words("it is not well formed."))
