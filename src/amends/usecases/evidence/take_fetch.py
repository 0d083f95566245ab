"""Taking out a file that is to be fetched, locked after its dispute."""

from uuid import UUID

from amends.core.access import SYSTEM
from amends.records.disputes.case import Case, take_case
from amends.records.evidence.models import EvidenceFetch


class Moved(Exception):
    """The file got its dispute between being read and being locked; asked again, it has it."""


def take_fetch(id_: UUID) -> tuple[EvidenceFetch, Case | None]:
    """The row, and its dispute's case if it has one. Raises Moved."""
    number = EvidenceFetch.objects.values_list("dispute__number", flat=True).get(id=id_)
    case = take_case(number=number, actor=SYSTEM) if number else None
    row = EvidenceFetch.objects.select_for_update().get(id=id_)
    if (row.dispute_id is None) != (case is None):
        raise Moved
    return row, case
