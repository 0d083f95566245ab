"""The policy over JSON: every published version, and the document of one, to read."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from amends.core.policies.versions import VersionState
from amends.core.policies.writing import policy_table
from amends.doors.api.callers import caller
from amends.doors.api.openapi import problems
from amends.doors.api.saying import say
from amends.doors.api.shapes import Exact
from amends.records.policies.published import published_policy, published_versions

router = Router(tags=["policy"])


class PolicyVersionAnswer(Exact):
    """A version, and from when until when it is in force."""

    number: int
    state: VersionState
    since: datetime
    until: datetime | None


class PolicyVersions(Exact):
    """Every published version, the latest to come into force first."""

    versions: list[PolicyVersionAnswer]


class PolicyDocument(Exact):
    """One version's document, word for word as the engine applies it and the help centre shows it."""

    number: int
    document: dict[str, Any]


@router.get(
    "",
    operation_id="list_policy_versions",
    summary="List the policy's versions",
    response={200: PolicyVersions, **problems(401, 422, 429)},
)
def list_versions(request: HttpRequest) -> HttpResponse:
    """Which version is in force, which were, and which will be."""
    caller(request)
    told = [
        {
            "number": one.number,
            "state": one.state.value,
            "since": one.since.isoformat(),
            "until": one.until and one.until.isoformat(),
        }
        for one in published_versions(now=timezone.now())
    ]
    return say({"versions": told})


@router.get(
    "/{int:number}",
    operation_id="read_policy_version",
    summary="Read a version of the policy",
    response={200: PolicyDocument, **problems(401, 404, 422, 429)},
)
def read_version(request: HttpRequest, number: int) -> HttpResponse:
    """Its clauses: when they apply, what may be had, what has to be shown."""
    caller(request)
    return say({"number": number, "document": policy_table(published_policy(number))})
