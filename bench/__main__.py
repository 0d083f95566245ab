"""`python -m bench [ROOM]`: all rooms, or one."""

import sys

from bench import list_disputes, money, open_dispute, read_lists, tell_orders, trial, webhooks
from bench.database import server
from bench.say import say

ROOMS = {
    "open_dispute": open_dispute.measure,
    "list": list_disputes.measure,
    "read_lists": read_lists.measure,
    "tell_orders": tell_orders.measure,
    "policy": trial.measure,
    "money": money.measure,
    "webhooks": webhooks.measure,
}


def main() -> int:
    """Measure; 2 for a room that is none."""
    wanted = sys.argv[1:] or list(ROOMS)
    unknown = [room for room in wanted if room not in ROOMS]
    if unknown:
        say(f"There is no room {unknown[0]}; there are {', '.join(ROOMS)}.")
        return 2
    with server():
        for room in wanted:
            ROOMS[room]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
