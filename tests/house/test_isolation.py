"""Nobody sees another account's rows: every route there is, asked with another account's names and ids.

The routes come from the router itself, so that a new one cannot be forgotten: a new parameter must be named here.
"""

import itertools
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from amends.core.standing.standings import Standing
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from amends.records.policies.models import PolicyVersion
from tests.makers.cases import offer, open_case, paid_order, refunded, rows, unpaid_order
from tests.makers.claims import hear
from tests.makers.drafts import draft, give, sent_order
from tests.makers.people import Person, owner, staff
from tests.makers.standing import contest, impose
from tests.makers.wallet import asked, begun, guard, topped_up
from tests.makers.webhooks import endpoint, tried

WORDS = ("zoe@buyer.example", "MUG-01", "Blue Lantern", "tears.jpg", "a secret between us")
"""What only the first account's rows say."""

NAMES = ("before", "after", "cursor", "older", "newer", "order", "dispute", "draft", "line", "id")
"""Under which a page might take an id from a form or a query."""

NOTHING = str(uuid.uuid4())
"""An id that no row has."""

HARMLESS = {
    "key": ["x-y"],  # allauth's links out of mails: signed, not ours to guess
    "uidb36": ["1"],
    "secret": ["not-a-secret"],
    "name": [
        "approve",
        "reject",
        "offer",
        "request-evidence",
        "request_evidence",
        "withdraw",
        "agree",
        "decline",
        "submit",
    ],
    "kind": ["sample", "wholesale", "preorder"],
    "what": ["shown", "thumbnail", "original"],
    "which": ["shown", "thumbnail", "original"],
    "version": ["shown", "thumbnail", "original"],
    "file_name": ["x"],
    "purpose": ["complaint"],
    "part": ["late", "complaint"],  # of a policy, which is nobody's own
    "entry": ["1"],
    "path": ["look/amends.css"],
    "provider": ["stripe"],  # a payment house
    "currency": ["USD"],
    "month": ["2026-11"],
    "slug": ["opening-a-dispute"],  # help articles are for everybody
    "tag": ["disputes"],  # of the guide for programmers, as is
    "shape": ["DisputeWhole"],
}
"""Parameters that name no row of an account."""

POLICIES = ("version_id", "trial_id", "case_id")
"""Of a policy, which is nobody's own: no id of an account's rows is of their kind."""


@pytest.fixture
def first(db: None, store: object, settings: Any) -> Person:
    """A merchant with something of everything. Sessions are kept by the browsers: a third of each request's time."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    merchant, agent = owner(shop="Blue Lantern"), staff()
    waiting = open_case(merchant, paid_order(merchant, sent=True), message="a secret between us")
    offer(waiting, agent, amount=100)
    refunded(merchant, agent, paid_order(merchant))
    hear(paid_order(merchant, sent=True), reason="a secret between us")
    contest(merchant, impose(merchant, Standing.WARNED, words="a secret between us"))
    guard(merchant)
    topped_up(merchant, 5000)
    begun(merchant, 700)
    asked(merchant, 1000)
    unpaid_order(merchant)
    tried(endpoint(merchant.actor, note="a secret between us"), merchant.actor)
    give(merchant.actor, draft=draft(sent_order(merchant), merchant.actor), name="tears.jpg")
    return merchant


Route = tuple[str, tuple[str, ...]]


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "", names: tuple[str, ...] = ()) -> Iterator[Route]:
    """(template, parameters) of every route of the router."""
    for pattern in patterns:
        inner = names + tuple(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern), inner)
        else:
            yield prefix + str(pattern.pattern), inner


ROUTES = sorted(set(routes(get_resolver().url_patterns)))


def address(template: str, values: dict[str, str]) -> str:
    """The path of a route with its parameters filled in."""
    for name, value in values.items():
        template = re.sub(rf"<(?:[^:>]+:)?{name}>|\(\?P<{name}>[^)]*\)", value, template)
    return "/" + template.replace("^", "").replace("$", "")


def ids_of(merchant: Person) -> list[str]:
    """An id of each kind of row that the merchant's account has, and those of its people."""
    found = [str(merchant.account_id), str(merchant.user.id), str(merchant.user.membership.id)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.columns c join information_schema.columns i using (table_name) "
            "where c.column_name = 'account_id' and i.column_name = 'id' and i.data_type = 'uuid'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'select id from "{table}" where account_id = %s limit 1', [merchant.account_id])
            found += [str(id_) for (id_,) in cursor.fetchall()]
    return found


def values_of(name: str, merchant: Person) -> list[tuple[str, str]]:
    """(a value that names the merchant's row, one that names nothing) for a route's parameter."""
    if name in HARMLESS:
        return [(value, value) for value in HARMLESS[name]]
    if name == "number":
        theirs = [*Dispute.objects.values_list("number", flat=True), *Order.objects.values_list("number", flat=True)]
        return [(number, "NOTHING-1") for number in theirs]
    if name == "account_id":
        return [(str(merchant.account_id), NOTHING)]
    if name in POLICIES:
        return [(str(PolicyVersion.objects.values_list("id", flat=True)[0]), NOTHING)]
    if name.endswith("_id"):
        return [(id_, NOTHING) for id_ in ids_of(merchant)]
    raise AssertionError(f"a new parameter <{name}>: say in this file what it names")


def rows_of(merchant: Person) -> dict[str, list[str]]:
    """Every row in which the merchant's account or person stands."""
    whose = (str(merchant.account_id), str(merchant.user.id))
    return {table: [row for row in told if any(id_ in row for id_ in whose)] for table, told in rows().items()}


def told(answer: Any) -> tuple[int, str]:
    """(status, body) of an answer, a streamed one too."""
    body = b"".join(answer).decode(errors="replace") if answer.streaming else answer.text
    return answer.status_code, body


def asks(client: Client, path: str, body: dict[str, str]) -> list[tuple[int, str]]:
    """(status, body) of the path read, and written to with a form."""
    return [told(client.get(path)), told(client.post(path, body))]


def stranger() -> Client:
    """Another merchant's browser."""
    client = Client(raise_request_exception=False)
    client.force_login(owner(shop="Elsewhere").user)
    return client


def faults(answers: list[tuple[int, str]], path: str, words: tuple[str, ...] = WORDS) -> list[str]:
    """What is wrong with the answers to a stranger: a crash, or a word of the first account's."""
    broken = [f"{path}: {status}" for status, _ in answers if status >= 500 and path != "/healthz"]
    return broken + [f"{path} says {word}" for word in words for _, text in answers if word in text]


def test_another_accounts_row_looks_like_none_at_all(first: Person) -> None:
    client, before, wrong = stranger(), rows_of(first), []
    absents: dict[str, list[tuple[int, str]]] = {}  # several ids are asked beside the same one that names nothing
    body = {"message": "x", "words": "x", "version": "1", "round": "1", "amount": "1", "role": "viewer"}
    for template, names in ROUTES:
        for pairs in itertools.product(*(values_of(name, first) for name in names)) if names else ():
            columns = zip(*pairs, strict=True)
            theirs, nothing = (address(template, dict(zip(names, column, strict=True))) for column in columns)
            seen = asks(client, theirs, body)
            if nothing not in absents:
                absents[nothing] = asks(client, nothing, body)
            absent = absents[nothing]
            if [status for status, _ in seen] != [status for status, _ in absent]:
                wrong.append(f"{theirs}: {[status for status, _ in seen]}, absent {[status for status, _ in absent]}")
            wrong += faults(seen, theirs)
    assert wrong == []
    assert rows_of(first) == before


def test_no_page_without_a_parameter_shows_or_changes_another_accounts_rows(first: Person) -> None:
    client, user = Client(raise_request_exception=False), owner(shop="Elsewhere").user
    before, wrong = rows_of(first), []
    for path in (address(template, {}) for template, names in ROUTES if not names):
        client.force_login(user)  # one of the pages signs out
        wrong += faults([told(client.get(path))], path)
        for id_ in ["", *ids_of(first)]:
            given = dict.fromkeys(NAMES, id_)
            given |= {f"quantity_{id_}": "1", "q": WORDS[0], "account": str(first.account_id)}
            wrong += faults([told(client.get(path, given)), told(client.post(path, given))], path, WORDS[1:])
    assert wrong == []
    assert rows_of(first) == before


def test_a_stranger_without_an_account_learns_nothing(first: Person) -> None:
    client, before, wrong = Client(raise_request_exception=False), rows_of(first), []
    for template, names in ROUTES:
        for pairs in itertools.product(*(values_of(name, first)[:3] for name in names)) if names else ():
            path = address(template, {name: pair[0] for name, pair in zip(names, pairs, strict=True)})
            wrong += faults(asks(client, path, {}), path)
    assert wrong == []
    assert rows_of(first) == before


def test_the_owner_sees_what_strangers_do_not(first: Person) -> None:
    """Else the tests above would pass on pages that show nothing to anybody."""
    client = Client()
    client.force_login(first.user)
    shown = " ".join(client.get(f"/orders/{order.number}/").text for order in Order.objects.all())
    assert "MUG-01" in shown and "zoe@buyer.example" in shown.lower()
