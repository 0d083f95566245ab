"""Asking for a verified address again."""

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from amends.core.access import mask_address
from amends.doors.look.posting import post_only
from amends.doors.portal.session import SignedInRequest, signed_in_page
from amends.records.access.models import User


@post_only("../../")
@signed_in_page
def send_again(request: SignedInRequest) -> HttpResponse:
    """Mails the link to the address that waits, as often as ACCOUNT_RATE_LIMITS allows; back to where one was."""
    address = _waiting_address(request.user)
    if address is None:
        messages.info(request, _("There is no address that waits for verification."))
    elif not ratelimit.consume(request, action="confirm_email", key=address.email):
        words = _("The link was mailed to %(address)s a few minutes ago. Look there, then try again.")
        messages.warning(request, words % {"address": mask_address(address.email)})
    else:
        address.send_confirmation(request)
        words = _("The link is on its way to %(address)s.") % {"address": mask_address(address.email)}
        messages.success(request, words)
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "account:page")


def _waiting_address(user: User) -> EmailAddress | None:
    known = EmailAddress.objects.filter(user=user).order_by("-verified", "-pk").first()
    if known is None and user.email:
        return EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True)
    return EmailAddress.objects.filter(user=user, verified=False).order_by("-pk").first()
