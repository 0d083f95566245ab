"""Mail that is kept instead of sent; the demo shows it on a page."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from amends.records.notices.models import KeptMail


class KeptMailBackend(BaseEmailBackend):
    """Stores each message with its recipients, copies included."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many messages were kept; one without recipients is nobody's and is dropped, as a mail server would."""
        kept = KeptMail.objects.bulk_create(
            KeptMail(recipients=message.recipients(), subject=message.subject[:500], body=str(message.body))
            for message in email_messages
            if message.recipients()
        )
        return len(kept)
