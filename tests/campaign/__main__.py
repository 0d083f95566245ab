"""`python -m tests.campaign [--lives N] [--seed S] [--actors P]`: plays lives until one breaks something."""

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from tests.campaign.stage import play, report, template
from tests.conftest import start_forgetful_postgres

BATCH = 25


def main() -> int:
    """1 when something broke."""
    parser = argparse.ArgumentParser(prog="make campaign", description=__doc__)
    parser.add_argument("--lives", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="of the first life; the others follow")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    told = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        start_forgetful_postgres()
    batches = [
        range(first, min(first + BATCH, told.seed + told.lives))
        for first in range(told.seed, told.seed + told.lives, BATCH)
    ]
    begun, lives, tally = time.monotonic(), 0, Counter[str]()
    with template() as name, ProcessPoolExecutor(told.processes, mp_context=get_context("spawn")) as pool:
        for played in pool.map(partial(play, of=name), batches):
            lives, tally = lives + played.lives, tally + played.tally
            rate = lives / (time.monotonic() - begun)
            print(f"\r{lives} lives, {rate:.1f} a second", end="", file=sys.stderr, flush=True)
            if played.seed is not None:
                print(f"\nBroken: {played.wrong}\nLooking for the shortest story …", flush=True)
                pool.shutdown(cancel_futures=True)
                print(report(played.seed, of=name))
                return 1
    print(f"\n{lives} lives from seed {told.seed}, {rate:.1f} a second: every invariant held after each.")
    for what, many in sorted(tally.items()):
        print(f"  {many:>8}  {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
