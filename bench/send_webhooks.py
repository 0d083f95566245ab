"""Hands the seeded events over and sends what follows, on the database at DATABASE_URL; says in JSON what it took."""

import json
import sys
import time
from collections.abc import Sequence

import django

django.setup()

from django.utils import timezone  # noqa: E402

from amends.core.outbound.addresses import Rules  # noqa: E402
from amends.doors.jobs.deliver import deliver_webhooks  # noqa: E402
from amends.gateways.outbound.client import Outbound  # noqa: E402
from amends.records.notices.models import FeedEntry  # noqa: E402
from amends.usecases.notices.drain_outbox import drain_outbox  # noqa: E402
from amends.usecases.webhooks.fan_out import fan_out  # noqa: E402


def main() -> None:
    """Fans out everything first and then sends it, so that each has a time of its own."""
    begun = time.perf_counter()
    while drain_outbox(hand_over=_fan_out):
        pass
    between, spent = time.perf_counter(), time.process_time()
    sent = deliver_webhooks(clock=timezone.now, outbound=Outbound(Rules(plain=True, private=True)), most=3_600)
    ended, spent = time.perf_counter(), time.process_time() - spent
    told = {"fan_out": between - begun, "send": ended - between, "sent": sent, "cpu": spent}
    sys.stdout.write(json.dumps(told))


def _fan_out(entries: Sequence[FeedEntry]) -> None:
    fan_out(entries=entries, now=timezone.now())


if __name__ == "__main__":
    main()
