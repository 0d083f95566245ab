"""The evidence pack tells the whole case in one PDF, keeps its limits, and says what it leaves out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client

from amends.core.access import Role
from amends.core.external_claims.packing import ClaimFacts, PackLimits
from amends.core.external_claims.words import ExternalKind
from amends.records.disputes.models import Dispute, Message
from amends.records.evidence.models import Evidence
from amends.usecases.disputes.write_message import WriteMessage, write_message
from tests.makers.cases import LATER, approve, line, open_case, paid_order, settle
from tests.makers.drafts import give
from tests.makers.files import iso_media, png
from tests.makers.packs import noise, packed, pictures_of, png_of, text_of
from tests.makers.people import Person, owner, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]

CLAIM = ClaimFacts(
    provider="stripe",
    reference="dp_1",
    kind=ExternalKind.CHARGEBACK,
    reason="product_not_received",
    amount=1000,
    currency="USD",
    respond_by=datetime(2026, 12, 9, 23, 59, tzinfo=UTC),
)


@pytest.fixture
def ana() -> Person:
    return owner(shop="蓝灯笼")


@pytest.fixture
def case(ana: Person, agent: Person) -> Dispute:
    """Three mugs arrived broken; words were exchanged."""
    order = paid_order(ana, line(3, 1000), sent=True)
    dispute = open_case(ana, order, message="三个都碎了 All three broke.")
    ask = WriteMessage(body="We look into it.", dispute=dispute.number)
    write_message(ask=ask, actor=agent.actor, now=LATER)
    ask = WriteMessage(body="Smells like fraud.", dispute=dispute.number, internal=True)
    write_message(ask=ask, actor=agent.actor, now=LATER)
    return dispute


def test_the_whole_case_stands_in_it(case: Dispute, ana: Person, agent: Person) -> None:
    give(ana.actor, dispute=case.number, name="碎杯.jpg")
    video = give(ana.actor, dispute=case.number, name="film.mp4", content=iso_media(b"mp42", b"isom"))
    approve(case, agent)
    settle(case)
    paper = packed(case.order, agent, claim=CLAIM)
    told = text_of(paper.data)
    for words in (
        f"Evidence for order {case.order.number}",
        "Raised at stripe\nReference there dp_1\nKind Chargeback\nReason product_not_received\n"
        "Amount claimed 10.00 USD\nAnswer due by 9 Dec 2026, 23:59 UTC",
        "Merchant 蓝灯笼\nCharged 10.00 USD\nRefunded so far 10.00 USD",
        "Goods MUG-01 3 10.00",
        f"Parcel LP-{case.order.number}",
        "Reason Damaged\nAsked for Refund to balance, 10.00 USD\nOpened 23 Nov 2026, 12:00 UTC",
        "By version 1 of the published policy, in force when the dispute was opened:",
        "蓝灯笼, 23 Nov 2026, 12:00 UTC\n三个都碎了 All three broke.",
        "Platform, 23 Nov 2026, 12:05 UTC\nWe look into it.",
        "Decided 23 Nov 2026, 12:00 UTC\nOutcome Refund to balance\nAmount 10.00 USD",
        "Buyer's complaint: “碎杯.jpg”",
        f"Page 1 of {paper.pages}",
    ):
        assert words in told, words
    assert video.sha256 in told.replace("\n", "") and "Not printed here, kept at the platform" in told
    assert pictures_of(paper) == 1


def test_what_only_staff_may_read_and_who_people_are_stays_in_the_house(case: Dispute, agent: Person) -> None:
    told = text_of(packed(case.order, agent).data)
    for words in ("fraud", "zoe@buyer.example", "Ana Ruiz", agent.actor.name):
        assert words not in told, words


def test_the_same_case_gives_the_same_bytes(case: Dispute, ana: Person, agent: Person) -> None:
    give(ana.actor, dispute=case.number)
    assert packed(case.order, agent).data == packed(case.order, agent).data


def test_pictures_grow_smaller_before_any_is_left_out(case: Dispute, ana: Person, agent: Person) -> None:
    for at in range(4):
        give(ana.actor, dispute=case.number, name=f"noise-{at}.png", content=noise(at))
    whole = packed(case.order, agent)
    less = packed(case.order, agent, PackLimits(size=len(whole.data) - 1, pages=18))
    assert packed(case.order, agent, PackLimits(size=len(whole.data), pages=whole.pages)).data == whole.data
    assert len(less.data) < len(whole.data) and (pictures_of(whole), pictures_of(less)) == (4, 4)
    assert "Left out" not in text_of(less.data)


@pytest.mark.parametrize("size", [250_000, 160_000, 120_000])
def test_then_the_latest_are_left_out_and_named(case: Dispute, ana: Person, agent: Person, size: int) -> None:
    for at in range(6):
        give(ana.actor, dispute=case.number, name=f"noise-{at}.png", content=noise(at))
    paper = packed(case.order, agent, PackLimits(size=size, pages=18))
    assert len(paper.data) <= size
    told, kept = text_of(paper.data), pictures_of(paper)
    left = [at for at in range(6) if f"“noise-{at}.png”" in told and at >= kept]
    assert 0 <= kept < 6 and left == list(range(kept, 6))
    assert told.count("Left out to keep the pack within its limits") == 6 - kept
    assert all(one.sha256 in told.replace("\n", "") for one in Evidence.objects.order_by("id")[kept:])


def test_pages_are_kept_too(case: Dispute, ana: Person, agent: Person) -> None:
    words = packed(case.order, agent).pages
    for at in range(9):
        give(ana.actor, dispute=case.number, name=f"tall-{at}.png", content=png_of(400, 900 + at))
    whole = packed(case.order, agent)
    less = packed(case.order, agent, PackLimits(size=4_500_000, pages=words + 2))
    assert whole.pages > words + 2 >= less.pages
    assert 0 < pictures_of(less) <= 9


def test_a_broken_or_lost_picture_becomes_a_line(case: Dispute, ana: Person, agent: Person, store: Path) -> None:
    lost, broken = (
        give(ana.actor, dispute=case.number, name=name, content=png()) for name in ("lost.png", "broken.png")
    )
    give(ana.actor, dispute=case.number, name="sound.png", content=png_of(30, 40))
    storages["evidence"].delete(lost.shown_key)
    (store / broken.shown_key).write_bytes(b"\xff\xd8\xff no picture")
    paper = packed(case.order, agent)
    told = text_of(paper.data)
    assert told.count("The picture could not be opened") == 2 and pictures_of(paper) == 1
    assert "“lost.png”" in told and "“broken.png”" in told


def test_hostile_words_do_not_break_it(case: Dispute, agent: Person) -> None:
    for at, body in enumerate(("\u202egpj.exe\x00\x1b[2J", "مرحبا " * 50, "w" * 4_000, "{nb} %(x)s <b>&amp;")):
        Message.objects.create(
            account_id=case.account_id, order_id=case.order_id, dispute=case, side="merchant", author_name="x",
            audience=["merchant"], body=body.replace("\x00", "\x01"), written_at=LATER + timedelta(minutes=at),
        )  # fmt: skip
    told = text_of(packed(case.order, agent).data)
    assert "\ufffdgpj.exe\ufffd\ufffd[2J" in told and told.count("w") >= 4_000 and "{nb} %(x)s <b>&amp;" in told


def test_whoever_reads_claims_gets_it(case: Dispute) -> None:
    client, path = Client(), f"/console/orders/{case.order_id}/evidence-pack.pdf"
    client.force_login(staff(Role.STAFF_FINANCE).user)
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'inline; filename="evidence-{case.order.number}.pdf"'
    assert case.number in text_of(answer.content)
    assert path in client.get(f"/console/orders/{case.order_id}/").text
    assert client.get(f"/console/orders/{case.account_id}/evidence-pack.pdf").status_code == 404


def test_a_refused_pack_says_why_on_the_orders_page(case: Dispute, settings: object) -> None:
    settings.PACK_LIMITS = PackLimits(size=4_500_000, pages=1)  # type: ignore[attr-defined]
    client = Client()
    client.force_login(staff(Role.STAFF_FINANCE).user)
    page = client.get(f"/console/orders/{case.order_id}/evidence-pack.pdf", follow=True).text
    assert "without any message or picture; allowed are 1 pages" in page and "AMENDS_PACK_MAX_PAGES" in page
