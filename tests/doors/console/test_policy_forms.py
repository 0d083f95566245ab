"""The forms by which a draft is changed: each fault is said at its field, and nothing that was typed is lost."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amends.core.access import Role
from amends.core.policies.clauses import Clause, Need
from amends.records.policies.models import PolicyVersion
from amends.records.policies.queries import policy_of
from tests.core.policies.documents import SMALL
from tests.doors.console.asking import nothing_changes, send
from tests.makers.people import Person, staff
from tests.makers.versions import again, begun, first_version, set_numbers

pytestmark = pytest.mark.django_db


@pytest.fixture
def mei() -> Person:
    """A policy owner."""
    return staff(Role.POLICY_OWNER)


@pytest.fixture
def draft(mei: Person) -> PolicyVersion:
    """A copy of the standard policy."""
    return begun(mei)


def of(version: PolicyVersion, rest: str = "") -> str:
    """The address of a page of the version."""
    return f"/console/policies/{version.id}/{rest}"


def filled(shown: str) -> dict[str, object]:
    """What a form on a page holds, as a browser would send it (which leaves out a textarea's first line end)."""
    form = shown[shown.index('<form class="form') : shown.index('name="remove"') if 'name="remove"' in shown else None]
    told: dict[str, object] = {}
    for tag in re.findall(r"<input [^>]+>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name is None or name[1] == "csrfmiddlewaretoken":
            continue
        kind = re.search(r'type="([^"]+)"', tag)
        if kind and kind[1] in ("checkbox", "radio"):
            if " checked" in tag and kind[1] == "checkbox":
                told.setdefault(name[1], []).append(unescape(value[1]) if value else "on")  # type: ignore[attr-defined]
            elif " checked" in tag and value:
                told[name[1]] = unescape(value[1])
        else:
            told[name[1]] = unescape(value[1]) if value else ""
    for name, inner in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        told[name] = unescape(inner)[1:]
    for name, inner in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        told[name] = chosen[1] if chosen else ""
    return told


def opened(client: Client, who: Person, path: str) -> dict[str, object]:
    """What the form at that address holds at first."""
    client.force_login(who.user)
    answer = client.get(path)
    assert answer.status_code == 200
    return filled(answer.text)


def clause_in(version: PolicyVersion, name: str) -> Clause:
    """The clause as the draft has it now."""
    return next(one for one in policy_of(again(version).document).clauses if one.id == name)


def need_in(version: PolicyVersion, name: str) -> Need:
    """The evidence as the draft has it now."""
    return next(one for one in policy_of(again(version).document).needs if one.name == name)


def refused(client: Client, who: Person, path: str, form: Mapping[str, object], *words: str) -> str:
    """The page of a refused form; nothing was changed, and what was typed stands in it."""
    with nothing_changes():
        shown = send(client, who, path, status=422, **form)
    for one in words:
        assert one in unescape(shown), one
    return shown


def at_field(shown: str, field: str) -> str:
    """The faults said at a field."""
    found = re.search(rf'<ul class="faults" id="id_{field}_error">(.*?)</ul>', shown)
    return unescape(" ".join(re.findall(r"<span>([^<]+)</span>", found[1]))) if found else ""


def test_every_clause_comes_back_from_its_form_as_it_was(client: Client, mei: Person, draft: PolicyVersion) -> None:
    for clause in policy_of(draft.document).clauses:
        path = of(draft, f"edit/clauses/{clause.id}/")
        send(client, mei, path, **opened(client, mei, path))
        assert clause_in(draft, clause.id) == clause
    assert policy_of(again(draft).document) == policy_of(first_version().document)


def test_all_evidence_comes_back_from_its_form_as_it_was(client: Client, mei: Person, draft: PolicyVersion) -> None:
    for need in policy_of(draft.document).needs:
        path = of(draft, f"edit/evidence/{need.name}/")
        send(client, mei, path, **opened(client, mei, path))
        assert need_in(draft, need.name) == need


def test_a_clause_is_changed_in_its_form(client: Client, mei: Person, draft: PolicyVersion) -> None:
    path = of(draft, "edit/clauses/cancellation-in-time/")
    form = opened(client, mei, path)
    form |= {"title": "Canceled in time", "fact_2": "country", "test_2": "in", "value_2": "DE, FR"}
    form |= {"fact_3": "several", "value_3": 'not = { fact = "quantity", at_least = 100 }'}
    form |= {"refund": "partial", "percent": "partial_percent", "parts": ["goods", "tax"], "automatic": "on"}
    form |= {"since": "payment", "to_day": "5", "liable_platform": "60", "liable_merchant": "40"}
    assert "The draft was changed." in send(client, mei, path, **form)
    clause = clause_in(draft, "cancellation-in-time")
    assert (clause.title, clause.automatic, len(clause.when)) == ("Canceled in time", True, 4)
    assert clause.then.refund is not None and clause.then.refund.parts == ("goods", "tax")
    assert (clause.then.refund.percent.setting, clause.then.liability) == (
        "partial_percent",
        (("platform", 60), ("merchant", 40)),
    )
    assert clause.window is not None and clause.window.to_day is not None and clause.window.to_day.value == 5


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"text": ""}, "text", "This field is required."),
        ({"text": "Within {weeks} weeks."}, "text", "There is no setting “weeks”."),
        ({"precedence": "-5"}, "precedence", "-5 is below zero."),
        ({"since": "payment", "from_day": "-4"}, "from_day", "-4 is below zero."),
        ({"since": "payment", "to_day": "weeks"}, "to_day", "There is no setting “weeks”."),
        ({"since": "payment"}, "since", "A window has a first day, a last day or both."),
        ({"to_day": "4"}, "since", "“since” is missing."),
        ({"since": "payment", "from_day": "9", "to_day": "4"}, "since", "before it begins on day 9"),
        ({"value_0": "boredom"}, "value_0", "“boredom” is not known here"),
        ({"value_0": ""}, "value_0", "Write what it is compared with."),
        ({"value_1": "maybe"}, "value_1", "This must be true or false."),
        ({"fact_2": "quantity"}, "test_2", "Choose the test."),
        ({"value_2": "7"}, "fact_2", "Choose what is asked, or empty the row."),
        (
            {"fact_2": "country", "test_2": "at_least", "value_2": "7"},
            "value_2",
            "the tests of country are is, in, known",
        ),
        ({"fact_2": "country", "test_2": "is", "value_2": "USA"}, "value_2", "“USA” is not a country's code"),
        ({"fact_3": "value", "test_3": "at_least", "value_3": "5.00 EUR"}, "value_3", "The amount is in EUR"),
        ({"fact_3": "several", "value_3": "any = ["}, "value_3", "This is not written as in a policy's document"),
        ({"fact_3": "several", "value_3": "some = []"}, "value_3", "“fact” is missing."),
        ({"answer": "no"}, "refund", "Only a yes grants anything"),
        ({"refund": ""}, "answer", "A yes grants a refund, a resend or either."),
        ({"percent": "50"}, "percent", "“percent” is not known here"),
        ({"refund": "partial", "percent": "150"}, "percent", "150 is not a percentage from 1 to 100."),
        ({"parts": []}, "parts", "The list is empty."),
        ({"liable_carrier": "90"}, "liable_platform", "The percentages add up to 90, not to 100."),
        ({"liable_carrier": "0", "liable_merchant": "100"}, "liable_carrier", "0 is not a percentage"),
        ({"answer": "person", "refund": "", "automatic": ["on"]}, "automatic", "cannot be decided automatically"),
    ],
    ids=str,
)
def test_a_fault_is_said_at_its_field_and_what_was_typed_stays(
    client: Client, draft: PolicyVersion, typed: dict[str, object], field: str, words: str
) -> None:
    mei = staff(Role.POLICY_OWNER)
    path = of(draft, "edit/clauses/cancellation-in-time/")
    form = {**opened(client, mei, path), "title": "Canceled in time", **typed}
    shown = refused(client, mei, path, form, words)
    assert words in at_field(shown, field)
    kept = filled(shown)
    assert {name: kept.get(name, []) for name in form} == form


def test_overlapping_windows_are_said_at_the_window(client: Client, mei: Person) -> None:
    small = begun(mei, document=SMALL)
    form = opened(client, mei, of(small, "edit/clauses/"))
    form |= {"id": "second", "title": "Second", "text": "About it.", "precedence": "10", "answer": "no"}
    form |= {"fact_0": "reason", "test_0": "is", "value_0": "damaged", "since": "delivery", "from_day": "3"}
    shown = refused(client, mei, of(small, "edit/clauses/"), form, "The window overlaps that of “First”")
    assert "“First”" in at_field(shown, "since")
    assert "Another clause" in refused(client, mei, of(small, "edit/clauses/"), {**form, "id": "first"})
    assert "The draft was changed" in send(client, mei, of(small, "edit/clauses/"), **{**form, "from_day": "8"})


def test_more_rows_are_given_without_judging_what_is_there(client: Client, mei: Person, draft: PolicyVersion) -> None:
    path = of(draft, "edit/clauses/cancellation-in-time/")
    form = {**opened(client, mei, path), "title": "", "fact_2": "quantity", "more": "1"}
    with nothing_changes():
        shown = send(client, mei, path, status=200, **form)
    assert filled(shown)["rows"] == "6" and filled(shown)["fact_2"] == "quantity" and 'class="faults"' not in shown


def test_a_clause_is_removed(client: Client, mei: Person, draft: PolicyVersion) -> None:
    path = of(draft, "edit/clauses/force-majeure/")
    send(client, mei, path, **opened(client, mei, path), remove="1")
    assert len(policy_of(again(draft).document).clauses) == 34


def test_evidence_that_is_needed_is_not_removed(client: Client, mei: Person, draft: PolicyVersion) -> None:
    path = of(draft, "edit/evidence/parcel/")
    form = opened(client, mei, path)
    refused(client, mei, path, {**form, "remove": "1"}, "There is no evidence “parcel”")
    assert "At least one file" in refused(client, mei, path, {**form, "any_of": []}, "This field is required")
    new = {"edits": 0, "rows": 2, "name": "parcel", "text": "the box", "any_of": ["parcel"]}
    assert "there already" in at_field(refused(client, mei, of(draft, "edit/evidence/"), new), "name")
    send(client, mei, of(draft, "edit/evidence/"), **{**new, "name": "box"})
    assert need_in(draft, "box").text == "the box"


def test_settings_are_changed_added_and_taken_out(client: Client, mei: Person, draft: PolicyVersion) -> None:
    path = of(draft, "edit/settings/")
    form = opened(client, mei, path)
    shown = refused(client, mei, path, {**form, "setting_delay_days": "-3"}, "-3 is below zero.")
    assert at_field(shown, "setting_delay_days") and filled(shown)["setting_delay_days"] == "-3"
    assert at_field(refused(client, mei, path, {**form, "new_name": "delay_days", "new_value": "3"}), "new_name")
    assert at_field(refused(client, mei, path, {**form, "new_name": "Weeks", "new_value": "3"}), "new_name")
    assert at_field(refused(client, mei, path, {**form, "new_name": "weeks"}), "new_value")
    assert at_field(refused(client, mei, path, {**form, "new_value": "3"}), "new_name")
    send(client, mei, path, **{**form, "setting_delay_days": "61", "new_name": "weeks", "new_value": "3"})
    settings = dict(policy_of(again(draft).document).settings)
    assert (settings["delay_days"], settings["weeks"]) == (61, 3)
    send(client, mei, path, **opened(client, mei, path), remove_weeks="on")
    assert "weeks" not in dict(policy_of(again(draft).document).settings)


def test_title_text_and_note_are_changed(client: Client, mei: Person, draft: PolicyVersion) -> None:
    path = of(draft, "edit/text/")
    form = opened(client, mei, path)
    assert at_field(refused(client, mei, path, {**form, "currency": "XXY"}), "currency")
    send(client, mei, path, **{**form, "title": "退款政策"})
    send(client, mei, of(draft, "edit/note/"), edits=1, words="For everybody")
    assert (policy_of(again(draft).document).title, again(draft).note) == ("退款政策", "For everybody")


def test_a_stale_form_keeps_its_words_and_changes_nothing(client: Client, mei: Person, draft: PolicyVersion) -> None:
    path = of(draft, "edit/text/")
    form = {**opened(client, mei, path), "title": "Mine"}
    set_numbers(draft, mei, {"delay_days": 61})
    with nothing_changes():
        shown = send(client, mei, path, status=409, **form)
    assert "Somebody changed this version" in shown and filled(shown)["title"] == "Mine"
    assert "The draft was changed." in send(client, mei, path, **{**form, "edits": filled(shown)["edits"]})


def test_only_drafts_are_edited(client: Client, mei: Person) -> None:
    client.force_login(mei.user)
    assert client.get(of(first_version(), "edit/settings/")).status_code == 302
    with nothing_changes():
        assert "not a draft any more" in send(
            client, mei, of(first_version(), "edit/note/"), status=409, edits=0, words="x"
        )


def test_a_document_is_refused_with_lines_and_kept(client: Client, mei: Person, draft: PolicyVersion) -> None:
    bad = SMALL.replace("days = 7", "days = -7").replace("precedence = 10", "precedence = 10\nrank = 3")
    for path, form in (
        (of(draft, "edit/document/"), {"edits": 0, "document": bad}),
        ("/console/policies/import/", {"document": bad}),
        ("/console/policies/import/", {"file": SimpleUploadedFile("policy.toml", bad.encode())}),
    ):
        client.force_login(mei.user)
        with nothing_changes():
            answer = client.post(path, form)
        assert answer.status_code == 422
        told = unescape(answer.text)
        assert "Line 7" in told and "-7 is below zero." in told and "<code>days = -7</code>" in told
        assert "Line 18" in told and "“rank” is not known here" in told and "rank = 3" in told
        assert filled(answer.text)["document"] == bad


def test_an_import_wants_one_document_that_can_be_read(client: Client, mei: Person) -> None:
    path = "/console/policies/import/"
    assert "Choose a file or paste a text." in refused(client, mei, path, {"document": " "})
    both = {"document": SMALL, "file": SimpleUploadedFile("policy.toml", SMALL.encode())}
    assert "choose a file or paste a text" in refused(client, mei, path, both)
    assert "not a text in UTF-8" in refused(client, mei, path, {"file": SimpleUploadedFile("a.png", b"\x89PNG\xff")})
    assert "not a text in UTF-8" in refused(client, mei, path, {"file": SimpleUploadedFile("a", b"a\x00b")})
    large = SimpleUploadedFile("a", b"#" * 300_001)
    assert "too large" in refused(client, mei, path, {"file": large})
    send(
        client, mei, path, file=SimpleUploadedFile("policy.toml", b"\xef\xbb\xbf" + SMALL.encode()), note="From a file"
    )
    assert PolicyVersion.objects.get(note="From a file").document == SMALL
