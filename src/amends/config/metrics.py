"""GET /metrics: what a meter wants to know, in Prometheus' text format."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from amends.records.invariants.queries import last_check


def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever has AMENDS_METRICS_TOKEN as a bearer token; without that setting there is no such page."""
    given = request.headers.get("Authorization", "").encode()
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
        raise Http404
    registry = CollectorRegistry()
    violations = Gauge("amends_violations", "Violations at the last check", ["invariant"], registry=registry)
    checked = Gauge(
        "amends_checked_timestamp_seconds", "When the last check ended; 0 before the first", registry=registry
    )
    last = last_check()
    if last:
        checked.set(last.made.finished_at.timestamp())
        for name, found in last.by_invariant.items():
            violations.labels(name).set(found)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
