"""Which merchant's orders a file tells of."""

from uuid import UUID

from amends.core.access import AccountUnseen
from amends.doors.commands.imports.wrong_file import AccountAmbiguous
from amends.records.access.models import Account


def find_account(told: str) -> Account:
    """The account of that id, of the person with that e-mail address, or of that name, whatever its case.

    Raises AccountUnseen, AccountAmbiguous.
    """
    try:
        by = {"id": UUID(told)}
    except ValueError:
        key = "memberships__user__email__iexact" if "@" in told else "name__iexact"
        found = list(Account.objects.filter(**{key: told.strip()}).distinct()[:5])
    else:
        found = list(Account.objects.filter(**by))
    if not found:
        raise AccountUnseen(account=told)
    if len(found) > 1:
        raise AccountAmbiguous(account=told, ids=tuple(account.id for account in found))
    return found[0]
