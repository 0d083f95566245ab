"""What a part of a trial keeps in memory does not grow with the number of its cases."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction

from amends.core.disputes.reasons import Detail, Reason
from amends.core.policies.trials import Cases
from amends.doors.jobs.trial_part import Part
from amends.records.policies.past_cases import ranges
from tests.core.policies.cases import arrived
from tests.makers.findings import past, unchecked
from tests.makers.policies import draft_document

REPO = Path(__file__).parents[3]
TRY = """
import resource, sys
import django
django.setup()
from amends.doors.jobs.trial_part import Part, try_part

told = []
try_part(Part.read(sys.stdin.read()), say=lambda one: told.append((one["done"], len(one.get("kept", ())))))
print(*told[-1], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
MORE = """
insert into findings (id, account_id, dispute_id, version, answer, gist, facts, supplier, digest, found_at)
select gen_random_uuid(), account_id, gen_random_uuid(), version, answer, gist,
       facts || jsonb_build_object('parts', jsonb_build_array(n, 0, 0, 0)), 'Supplier ' || n, digest, found_at
from (select * from findings limit 1) one, generate_series(1, %s) n
"""


def peak(cases: int) -> int:
    """KiB at the peak of trying a draft on so many cases, all of them different and all of them changed by it."""
    with transaction.atomic(), unchecked(), connection.cursor() as cursor:
        cursor.execute(MORE, [cases - ranges(1)[0]])
    total, (whole,) = ranges(1)
    part = Part(
        document=draft_document(days_after_delivery=10),
        against=1,
        cases=Cases.PAST,
        first=str(whole.after),
        last=str(whole.last),
        suppliers=("Supplier 1",),
    )
    command = [sys.executable, "-c", TRY]
    ran = subprocess.run(command, input=part.text(), capture_output=True, text=True, check=True, cwd=REPO)
    done, kept, kib = map(int, ran.stdout.split())
    assert (total, done, kept) == (cases, cases, 50)
    return kib


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db", "children_see_it")
def test_twenty_times_the_cases_need_hardly_more_memory():
    past(arrived(Reason.MISSING_PARTS, detail=Detail.PARTS, days_since_delivery=9))
    few = peak(2_000)
    many = peak(40_000)
    assert many - few < 16 * 1024
