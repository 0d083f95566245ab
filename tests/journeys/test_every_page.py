"""Every page, as everybody may see it: axe finds nothing, and nothing is wider than the window."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from amends.core.policies.trials import Cases
from amends.records.access.models import User
from amends.records.access.queries import actor_of
from amends.records.disputes.models import Dispute
from amends.records.external_claims.models import ExternalClaim
from amends.records.ledger.statement import statement_months
from amends.records.liability.models import DebitNote
from amends.records.orders.models import Order
from amends.records.policies.models import Finding, PolicyVersion
from amends.records.standing.models import Measure
from amends.records.wallet.models import TopUp, Withdrawal
from amends.usecases.policies.find_in_shadow import find_in_shadow
from tests.journeys.conftest import ADMIN, AGENT, FINANCE, MERCHANT, POLICY, SECOND_MERCHANT, Live
from tests.makers.people import Person
from tests.makers.policies import draft as draft_of
from tests.makers.policies import draft_document
from tests.makers.trials import begun as trial_begun
from tests.makers.trials import tried
from tests.makers.versions import begun, first_version, set_numbers
from tests.makers.webhooks import endpoint
from tests.makers.webhooks import tried as to_try

pytestmark = pytest.mark.browser

PARTS = ("text", "note", "settings", "document", "clauses", "clauses/made-to-order", "evidence", "evidence/complaint")
"""Of a draft, each with a form of its own."""

PAGES: tuple[tuple[str | None, tuple[str, ...]], ...] = (
    (None, ("/account/login/", "/account/signup/", "/account/password/reset/", "/demo/mail/", "/no-such-page/")),
    (MERCHANT, ("/", "/wallet/", "/account/", "/account/invitations/new/", "/account/tokens/new/", "/account/email/")),
    (MERCHANT, ("/account/2fa/", "/account/2fa/totp/activate/", "/account/password/change/", "/help/")),
    (MERCHANT, ("/help/?q=late+usa", "/help/?q=zebra", "/help/opening-a-dispute/", "/help/reasons-and-evidence/")),
    (MERCHANT, ("/help/life-of-a-dispute/", "/help/policy/", "/help/policy/1/")),
    (None, ("/help/", "/help/how-refunds-reach-you/")),
    (None, ("/help/api/", "/help/api/reference/", "/help/api/reference/disputes/", "/help/api/shapes/DisputeWhole/")),
    (MERCHANT, ("/help/api/events/", "/help/api/refusals/", "/help/api/cj/")),
    (MERCHANT, ("/orders/", "/orders/?kind=wholesale", "/orders/?q=nobody", "/orders/DT-1013/", "/disputes/")),
    (MERCHANT, ("/disputes/?tab=closed", "/orders/DT-1016/dispute/", "/orders/DT-1013/dispute/", "/orders/DT-1024/")),
    (MERCHANT, ("/disputes/{under_review}/", "/disputes/{evidence_requested}/", "/disputes/{offered}/")),
    (MERCHANT, ("/disputes/{settled}/", "/disputes/{rejected}/", "/disputes/?process={offered}")),
    (MERCHANT, ("/wallet/statements/", "/wallet/statements/USD/{month}/")),
    (AGENT, ("/console/", "/console/?tab=all", "/console/disputes/{under_review}/", "/console/disputes/{settled}/")),
    (AGENT, ("/console/disputes/{under_review}/offer/", "/console/orders/", "/console/orders/{order}/")),
    (AGENT, ("/console/orders/messages/", "/console/accounts/{account}/")),
    (AGENT, ("/console/policies/", "/console/policies/{policy}/", "/console/policies/departures/")),
    (POLICY, ("/console/policies/{draft_policy}/", "/console/policies/{draft_policy}/discard/")),
    (POLICY, ("/console/policies/compare/?before={policy}&after={draft_policy}", "/console/policies/import/")),
    (POLICY, tuple(f"/console/policies/{{draft_policy}}/edit/{part}/" for part in PARTS)),
    (POLICY, ("/console/policies/{policy}/copy/", "/console/policies/{draft_policy}/history/2/")),
    (POLICY, ("/console/policies/{draft}/trials/", "/console/policies/{draft}/shadow/")),
    (POLICY, ("/console/policies/trials/{trial}/", "/console/policies/trials/{waiting}/?by=supplier")),
    (
        POLICY,
        ("/console/policies/trials/{trial}/cases/?change=no_to_yes", "/console/policies/trials/cases/{kept}/"),
    ),
    (
        FINANCE,
        (
            "/console/book/",
            "/console/book/entries/",
            "/console/book/balance/",
            "/console/book/inbound/",
            "/console/book/checks/",
        ),
    ),
    (FINANCE, ("/console/book/reconciliation/", "/console/book/reconciliation/?tab=agrees")),
    (MERCHANT, ("/claims/", "/orders/DT-1015/", "/orders/DT-1031/")),
    (FINANCE, ("/console/claims/", "/console/claims/?tab=ended", "/console/claims/{claim}/")),
    (FINANCE, ("/console/claims/?tab=unmatched", "/console/claims/{lone_claim}/?q=DT-10")),
    (FINANCE, ("/console/book/notes/", "/console/book/notes/?state=settled", "/console/book/notes/{collecting}/")),
    (FINANCE, ("/console/book/notes/{issued}/credit/", "/console/book/notes/{issued}/print/")),
    (FINANCE, ("/console/disputes/{settled}/",)),
    (AGENT, ("/console/standing/",)),
    (FINANCE, ("/console/accounts/{warned}/",)),
    (SECOND_MERCHANT, ("/", "/account/", "/account/measures/{measure}/contest/", "/help/standing-of-your-account/")),
    (FINANCE, ("/console/book/withdrawals/", "/console/book/withdrawals/{withdrawal}/")),
    (MERCHANT, ("/wallet/?q=nothing", "/wallet/top-up/", "/wallet/top-ups/{top_up}/", "/wallet/withdraw/")),
    (MERCHANT, ("/orders/DT-1041/",)),
    (MERCHANT, ("/account/webhooks/", "/account/webhooks/new/", "/account/webhooks/{webhook}/")),
    (MERCHANT, ("/account/webhooks/{webhook}/change/", "/account/webhooks/messages/{message}/")),
    (ADMIN, ("/console/webhooks/", "/console/webhooks/new/", "/console/tokens/", "/console/tokens/new/")),
)
"""Who sees which pages; states name a dispute of the merchant's that stands in them."""


def places() -> dict[str, str]:
    """What the names in the table stand for."""
    order = Order.objects.get(number="DT-1026")
    states = {one.state: one.number for one in Dispute.objects.filter(account_id=order.account_id).order_by("id")}
    policies = {"policy": str(first_version().id), "draft_policy": str(_draft().id)}
    claims = {"claim": _claim("dp_1031"), "lone_claim": _claim("dp_7781")}
    notes = {note.state: str(note.id) for note in DebitNote.objects.all()}
    measure = Measure.objects.get()
    warned = {"measure": str(measure.id), "warned": str(measure.account_id)}
    wallet = {"withdrawal": str(Withdrawal.objects.values_list("id", flat=True)[0])}
    wallet["top_up"] = str(TopUp.objects.values_list("id", flat=True)[0])
    hook = endpoint(_person(MERCHANT).actor, "dispute.opened", now=timezone.now())
    hooks = {"webhook": str(hook.id), "message": str(to_try(hook, _person(MERCHANT).actor, timezone.now()).id)}
    named = {"order": str(order.id), "account": str(order.account_id), "month": _month(order)}
    return {**claims, **states, **notes, **policies, **trials(), **warned, **wallet, **hooks, **named}


def _claim(ref: str) -> str:
    return str(ExternalClaim.objects.get(ref=ref).id)


def _month(order: Order) -> str:
    """The latest month in which the account's wallet moved."""
    return f"{statement_months(order.account_id)[0].month:%Y-%m}"


def _policy_owner() -> Person:
    return _person(POLICY)


def _person(email: str) -> Person:
    user = User.objects.get(email=email)
    actor = actor_of(user)
    assert actor
    return Person(user, actor)


def _draft() -> PolicyVersion:
    """A changed draft of the policy, with something that the review reports; begun once."""
    found = PolicyVersion.objects.filter(status="draft").first()
    if found is None:
        writer = _policy_owner()
        draft = begun(writer, note="更久的等待 for parcels that take a very long way around", now=timezone.now())
        found = set_numbers(draft, writer, {"delay_days": 70, "idle": 3}, now=timezone.now())
    return found


def trials() -> dict[str, str]:
    """A draft with a trial that is done, a case that it kept, and a trial that waits; in the shadow it differs once."""
    mei = _policy_owner()
    version = draft_of(
        draft_document(days_after_delivery=14).replace('share = "full"', 'share = "partial", percent = 50')
    )
    trial = tried(version, mei, Cases.SYNTHETIC, 400)
    PolicyVersion.objects.filter(id=version.id).update(shadow=True)
    for finding in Finding.objects.all()[:3]:
        find_in_shadow(dispute_id=finding.dispute_id, now=timezone.now())
    return {
        "draft": str(version.id),
        "trial": str(trial.id),
        "waiting": str(trial_begun(version, mei, Cases.SYNTHETIC, 400).id),
        "kept": str(trial.kept.filter(change="no_to_yes").values_list("id", flat=True)[0]),
    }


ALL: dict[str, object] = {"resultTypes": ["violations"]}
SHOWN = ALL | {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}}
"""What depends on colors and room; the rest of a page is the same at any width."""

LOOKS: tuple[tuple[int, Literal["light", "dark"], dict[str, object]], ...] = (
    (1280, "light", ALL),
    (390, "dark", SHOWN),
)
"""How each page is looked at: no script draws by width or scheme, so that it need not be loaded for each."""

PARTS_OF_ALL = 4
"""Tests that share the pages, so that several processes may."""


@pytest.mark.parametrize("part", range(PARTS_OF_ALL))
def test_axe_finds_nothing_on_any_page(live: Live, part: int) -> None:
    found, named = {}, places()
    for who, addresses in PAGES[part::PARTS_OF_ALL]:
        page = live.page(who)
        for address in addresses:
            page.goto(address.format(**named))
            if faults := faults_of(page):
                found[address] = faults
        page.context.close()
    live.complaints[:] = [said for said in live.complaints if "status of 404" not in said]
    assert found == {}


def faults_of(page: Page) -> list[str]:
    """What axe finds on the page, in a line each; and an overflow."""
    title = page.get_by_role("heading", level=1).or_(page.get_by_role("dialog").get_by_role("heading"))
    expect(title.first).to_be_visible()
    said: list[str] = []
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page, options=rules).response["violations"]
        said += [f"{width} {scheme}: {one['id']}: {one['nodes'][0]['target']}" for one in found]
        wide = page.evaluate("document.documentElement.scrollWidth")
        said += [f"{wide} pixels wide of {width}"] if wide > width else []
    return said


@pytest.mark.parametrize("width", [700, 768, 1000, 1100])
def test_no_list_is_wider_than_a_window_between_a_phones_and_a_desktops(live: Live, width: int) -> None:
    page = live.page(MERCHANT, width=width)
    for address in ("/", "/orders/", "/orders/?kind=wholesale", "/disputes/", "/wallet/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
