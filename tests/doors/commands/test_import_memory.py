"""What an import keeps in memory does not grow with the file, however its rows lie."""

import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[3]
READ = """
import resource, sys
from pathlib import Path
import django
django.setup()
from amends.core.orders.imports.assemble import Row
from amends.doors.commands.imports.read_csv import open_csv
from amends.doors.commands.imports.spool import Spool

with Spool() as spool, open_csv(Path(sys.argv[1])) as records:
    next(records)
    for record in records:
        spool.add(record.cells[0], Row(record.line, record.cells))
    rows = sum(count for _, count in spool.orders_in_turn())
    print(spool.orders, rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(path: Path, *, orders: int, lines: int) -> int:
    """KiB at the peak of reading a file of so many orders, their rows dealt out like cards."""
    with path.open("w") as file:
        file.write("number,placed_at,currency,sku,quantity,name\n")
        for line in range(lines):
            for order in range(orders):
                file.write(f"A-{order},2026-11-02,USD,SKU-{line},1,A name as long as names of goods often are\n")
    command = [sys.executable, "-c", READ, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPO).stdout.split()
    assert told[:2] == [str(orders), str(orders * lines)]
    return int(told[2])


@pytest.mark.slow
def test_a_hundred_times_the_rows_need_hardly_more_memory(tmp_path):
    few = peak(tmp_path / "few.csv", orders=1_000, lines=3)
    many = peak(tmp_path / "many.csv", orders=100_000, lines=3)
    assert many - few < 40 * 1024
