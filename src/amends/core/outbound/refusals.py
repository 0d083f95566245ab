"""Why an address that somebody gave is not called, and why a call came to nothing."""

from amends.core.refusals import Refusal


class AddressRefused(Refusal):
    """The address is not called, now or later. Subclasses say why."""

    kind = "invalid"
    field = "url"


class AddressMalformed(AddressRefused):
    """Not an address of the web as we read them."""

    code = "address.malformed"
    sentence = "This is not a web address; it looks like https://example.com/path, in ASCII and without a fragment."


class SchemeRefused(AddressRefused):
    """Not encrypted, or not of the web at all."""

    code = "address.scheme_refused"
    sentence = "The address must begin with https://."


class CredentialsRefused(AddressRefused):
    """A name or password in an address ends up in logs."""

    code = "address.credentials_refused"
    sentence = "The address must not hold a user name or a password."


class PortRefused(AddressRefused):
    """A port where no web server answers but mail, shells and the like may."""

    code = "address.port_refused"
    sentence = "Port %(port)s is not called; use the usual port or one from 1024 on."


class NetworkRefused(AddressRefused):
    """The name leads to a network that is not the public internet."""

    code = "address.network_refused"
    sentence = "%(host)s leads to a private, local or reserved network, which is not called."


class CallFailed(Refusal):
    """The call was made and came to nothing; another time it may work. Subclasses say why."""


class NameUnknown(CallFailed):
    """The name has no address at this moment."""

    code = "call.name_unknown"
    sentence = "The name %(host)s is not known."


class Unreachable(CallFailed):
    """No connection, or one that broke."""

    code = "call.unreachable"
    sentence = "%(host)s could not be reached: %(why)s."


class CertificateRefused(CallFailed):
    """The other side does not prove that it is who it is called."""

    code = "call.certificate_refused"
    sentence = "The certificate of %(host)s is not valid for it."


class TookTooLong(CallFailed):
    """The answer was not complete in time."""

    code = "call.took_too_long"
    sentence = "%(host)s did not answer within %(seconds)s seconds."


class TooManyRedirects(CallFailed):
    """Sent on from address to address."""

    code = "call.too_many_redirects"
    sentence = "The address leads on to another more than %(most)s times."


class AnswerTooLarge(CallFailed):
    """More bytes than were asked for."""

    code = "call.answer_too_large"
    sentence = "The answer is longer than %(most)s bytes."
