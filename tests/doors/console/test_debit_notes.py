"""Finance's pages of debit notes: found, issued, objected to, credited, paid, printed, taken along as files."""

import csv
import json
from io import StringIO

import pytest
from django.test import Client

from amends.core.access import Role
from amends.records.liability.models import DebitLine, DebitNote
from amends.records.liability.queries import NoteFilter, read_notes
from tests.doors.console.asking import nothing_changes, page, send
from tests.makers.liability import (
    DECEMBER,
    NINGBO,
    NOVEMBER,
    arrived,
    borne_by_supplier,
    broken,
    issue,
    override,
    paid_out,
)
from tests.makers.people import Person, staff

pytestmark = pytest.mark.django_db


def text_of(client: Client, who: Person, path: str) -> str:
    """A file that is written while it is read."""
    client.force_login(who.user)
    answer = client.get(path)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_month_stands_by_party_with_what_it_comes_to(client: Client, ana: Person, finance: Person) -> None:
    borne_by_supplier(ana, 1000)
    borne_by_supplier(ana, 700, currency="JPY", sold_for=None, sold_for_currency="")
    paid_out(broken(ana, arrived(ana, 90)), staff())
    shown = page(client, finance, "/console/book/notes/")
    for words in (NINGBO, "YunExpress", "10.00 USD", "10.90 USD", "700 JPY", "Collecting", "November 2026"):
        assert words in shown
    assert "YunExpress" not in page(client, finance, "/console/book/notes/", kind="supplier")
    assert "No note of this month fits the filter" in page(client, finance, "/console/book/notes/", state="settled")
    page(client, finance, "/console/book/notes/", month="2026-13", status=422)


def test_without_any_note_the_page_says_where_they_come_from(client: Client, finance: Person) -> None:
    assert "No debit notes in this month" in page(client, finance, "/console/book/notes/")


def test_notes_are_paged_by_party(ana: Person) -> None:
    for at in range(5):
        currency = ("USD", "JPY")[at % 2]
        told = {"supplier": f"Maker {at // 2}", "currency": currency, "sold_for": None, "sold_for_currency": ""}
        borne_by_supplier(ana, 100 + at, **told)
    seen: list[int] = []
    after = None
    for _ in range(5):
        rows, after = read_notes(wanted=NoteFilter(month=NOVEMBER), size=2, after=after)
        seen += [row.balance for row in rows]
        if after is None:
            break
    assert seen == [101, 100, 103, 102, 104]


@pytest.fixture
def past(ana: Person, settings: object, monkeypatch: pytest.MonkeyPatch) -> DebitNote:
    """A supplier's note over two lines of November, on the second of December."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: DECEMBER)
    borne_by_supplier(ana, 1000)
    borne_by_supplier(ana, 500)
    return DebitNote.objects.get()


def test_finance_issues_a_month_that_is_over(client: Client, finance: Person, past: DebitNote) -> None:
    assert "Issue the notes of November 2026" in page(client, finance, "/console/book/notes/")
    shown = send(client, finance, "/console/book/notes/issue/", month="2026-11")
    assert "1 debit note was issued." in shown and "DN2611-0001" in shown
    assert "Issue the notes" not in shown
    assert "is not over yet" in send(client, finance, "/console/book/notes/issue/", month="2026-12")
    assert client.post("/console/book/notes/issue/", {"month": "soon"}).status_code == 404


def test_an_objection_its_answer_and_the_payment(client: Client, finance: Person, past: DebitNote) -> None:
    issue()
    path = f"/console/book/notes/{past.id}/"
    assert "Open one, check, then confirm." in page(client, finance, path)
    said = "<b>不是我们的错</b>"
    shown = send(client, finance, f"{path}dispute/", words=said)
    assert "&lt;b&gt;不是我们的错&lt;/b&gt;" in shown and "Disputed" in shown
    assert "Record the payment" not in shown
    send(client, finance, f"{path}uphold/", words="The pictures say otherwise.")
    refused = send(client, finance, f"{path}settle/", status=422, reference=" ", shown=1500)
    assert "This field is required" in refused
    assert "Settled" in send(client, finance, f"{path}settle/", reference="SEPA 4711", shown=1500)
    again = send(client, finance, f"{path}dispute/", status=409, words="kept words")
    assert "This was not done." in again and "kept words" in again


def test_chosen_lines_are_credited_and_none_chosen_is_refused(client: Client, finance: Person, past: DebitNote) -> None:
    issue()
    path, small = f"/console/book/notes/{past.id}/", past.lines.get(amount=500)
    with nothing_changes():
        refused = send(client, finance, f"{path}credit/", status=422, words="He is right.")
        assert "He is right." in refused and "Choose lines of this note" in refused
        send(client, finance, f"{path}credit/", status=422, words="x", line="not an id")
        send(client, finance, f"{path}credit/", status=422, words="", line=str(small.id))
    shown = send(client, finance, f"{path}credit/", words="He is right.", line=str(small.id))
    for words in ("DN2611-0001-C1", "−5.00 USD", "Left of it", "10.00 USD", "taken back by credit"):
        assert words in shown
    whole = send(client, finance, f"{path}credit/", words="All of it.", whole="on")
    assert "DN2611-0001-C2" in whole and "Your move" not in whole


def test_a_payment_over_a_stale_page_is_shown_anew(client: Client, finance: Person, past: DebitNote) -> None:
    issue()
    path, small = f"/console/book/notes/{past.id}/", past.lines.get(amount=500)
    assert 'name="shown" value="1500"' in page(client, finance, path)
    send(client, finance, f"{path}credit/", words="He is right.", line=str(small.id))
    with nothing_changes():
        refused = send(client, finance, f"{path}settle/", status=409, reference="SEPA over 15.00", shown=1500)
    for words in ("comes to 10.00 USD by now", "SEPA over 15.00", 'name="shown" value="1000"'):
        assert words in refused
    assert "Settled" in send(client, finance, f"{path}settle/", reference="SEPA over 15.00", shown=1000)


def test_a_paid_note_is_credited_on_its_page(client: Client, finance: Person, past: DebitNote) -> None:
    issue()
    path, small = f"/console/book/notes/{past.id}/", past.lines.get(amount=500)
    shown = send(client, finance, f"{path}settle/", reference="SEPA over 15.00", shown=1500)
    assert "given back in the one that collects now" in shown and "Record the payment" not in shown
    shown = send(client, finance, f"{path}credit/", words="He was right.", line=str(small.id))
    for words in ("DN2611-0001-C1", "Credited in a later note", "taken back by credit", "Settled"):
        assert words in shown
    later = DebitNote.objects.get(state="collecting")
    shown = page(client, finance, f"/console/book/notes/{later.id}/")
    assert "Credit DN2611-0001-C1" in shown and "−5.00 USD" in shown
    whole = send(client, finance, f"{path}credit/", words="All of it.", whole="on")
    assert "Your move" not in whole


def test_who_only_reads_sees_no_moves(client: Client, agent: Person, past: DebitNote) -> None:
    issue()
    path = f"/console/book/notes/{past.id}/"
    people = (agent, staff(Role.POLICY_OWNER))
    with nothing_changes():
        for person in people:
            page(client, person, path, status=403)
            page(client, person, f"{path}lines.csv", status=403)
            send(client, person, f"{path}settle/", status=403, reference="SEPA")
            send(client, person, "/console/book/notes/issue/", status=403, month="2026-11")


def test_a_note_that_is_not_there(client: Client, finance: Person) -> None:
    path = "/console/book/notes/00000000-0000-0000-0000-000000000007/"
    for more in ("", "print/", "lines.csv", "lines.json", "settle/"):
        page(client, finance, path + more, status=404)
    send(client, finance, f"{path}settle/", status=404, reference="SEPA", shown=1500)


def test_the_printed_note_names_the_party_and_every_line(client: Client, finance: Person, past: DebitNote) -> None:
    issue()
    shown = page(client, finance, f"/console/book/notes/{past.id}/print/")
    for words in ("Debit note", "DN2611-0001", NINGBO, "15.00 USD", "Defective or badly made", "100 %"):
        assert words in shown
    assert "<nav" not in shown and "<form" not in shown


def test_the_lines_as_csv_open_in_any_spreadsheet_and_run_nothing(client: Client, ana: Person, finance: Person) -> None:
    borne_by_supplier(ana, 1001, supplier="=HYPERLINK(1)", currency="KWD", sold_for=None, sold_for_currency="")
    dispute = borne_by_supplier(
        ana, 1001, supplier="=HYPERLINK(1)", currency="KWD", sold_for=None, sold_for_currency=""
    )
    override(dispute, finance, 0, 0, 100)
    note = DebitNote.objects.get()
    told = text_of(client, finance, f"/console/book/notes/{note.id}/lines.csv")
    assert told.startswith("\ufeffnote,party_kind,party,month,")
    rows = list(csv.DictReader(StringIO(told.removeprefix("\ufeff"))))
    assert [row["amount"] for row in rows] == ["1.001", "1.001", "-1.001"]
    assert {row["party"] for row in rows} == {"'=HYPERLINK(1)"}
    assert (rows[0]["share_percent"], rows[0]["clause"], rows[0]["policy_version"], rows[0]["currency"]) == (
        "100", "bad-quality", "1", "KWD"
    )  # fmt: skip


def test_the_lines_as_json_are_minor_units(client: Client, finance: Person, past: DebitNote) -> None:
    issue()
    told = json.loads(text_of(client, finance, f"/console/book/notes/{past.id}/lines.json"))
    assert (told["number"], told["party"], told["charged_minor"], told["balance_minor"], told["state"]) == (
        "DN2611-0001", NINGBO, 1500, 1500, "issued"
    )  # fmt: skip
    assert [line["amount_minor"] for line in told["lines"]] == [1000, 500]


def test_the_case_file_says_who_bears_it_and_takes_an_override(
    client: Client, ana: Person, agent: Person, finance: Person
) -> None:
    dispute = borne_by_supplier(ana)
    path = f"/console/disputes/{dispute.number}/"
    shown = page(client, agent, path)
    for words in ("Who bears it", NINGBO, "100 %", "by “Defective or badly made”", "Decide otherwise"):
        assert words in shown
    assert "/console/book/notes/" not in shown
    assert "/console/book/notes/" in page(client, finance, path)
    told = {
        "shown": "1",
        "supplier": "0",
        "carrier": "60",
        "platform": "40",
        "supplier_name": "",
        "carrier_name": "Yun 运",
    }
    policy_owner = staff(Role.POLICY_OWNER)
    with nothing_changes():
        uneven = send(client, agent, f"{path}liability/", status=422, **{**told, "platform": "41"}, why="Crushed.")
        assert "add up to 100" in uneven and "Yun 运" in uneven and "Crushed." in uneven
        send(client, agent, f"{path}liability/", status=422, **told, why="")
        send(client, agent, f"{path}liability/", status=409, **{**told, "shown": "3"}, why="Crushed.")
        send(client, policy_owner, f"{path}liability/", status=403, **told, why="Crushed.")
        send(client, agent, "/console/disputes/SH1/liability/", status=404, **told, why="Crushed.")
    after = send(client, agent, f"{path}liability/", **told, why="Crushed.")
    said = "decided otherwise: supplier 0 %, carrier 60 %, platform 40 %."
    for words in ("Who bears the cost was changed.", said, "6.00 USD", "changed who bears the cost"):
        assert words in after
    assert set(DebitLine.objects.values_list("note__name", "amount")) == {
        (NINGBO, 1000),
        (NINGBO, -1000),
        ("Yun 运", 600),
    }


def test_once_a_note_was_issued_the_case_leads_there(client: Client, ana: Person, finance: Person) -> None:
    dispute = borne_by_supplier(ana)
    issue()
    shown = page(client, finance, f"/console/disputes/{dispute.number}/")
    assert "Debit note DN2611-0001 was issued over it" in shown and "Decide otherwise" not in shown


def test_a_share_that_nobody_is_known_for_is_said(client: Client, ana: Person, agent: Person) -> None:
    dispute = borne_by_supplier(ana, supplier="")
    shown = page(client, agent, f"/console/disputes/{dispute.number}/")
    assert "The order does not say who: the platform bears it." in shown
    assert "10.00 USD" in shown


def test_the_merchant_sees_nothing_of_it(client: Client, ana: Person, agent: Person) -> None:
    dispute = borne_by_supplier(ana)
    override(dispute, agent, 0, 100, 0, why="a secret between us")
    client.force_login(ana.user)
    for path in (f"/disputes/{dispute.number}/", "/wallet/", f"/orders/{dispute.order.number}/"):
        shown = client.get(path).content.decode()
        assert "bears" not in shown and "a secret between us" not in shown and "liability" not in shown
