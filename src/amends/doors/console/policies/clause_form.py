"""A clause as a form: its texts, its conditions, its window, what it needs and what it comes to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from amends.core.orders.parts import PART_NAMES
from amends.core.policies.clauses import Clause, Policy, Share
from amends.core.policies.editing import ClauseEdit, PartUnseen
from amends.core.policies.issues import Path
from amends.core.policies.predicates import Number, Predicate
from amends.core.policies.words import Bearer
from amends.core.policies.writing import Table
from amends.doors.console.policies.conditions import ConditionsForm, number_told
from amends.doors.console.policies.edit_form import LONGEST, kept_line, kept_text, short_number
from amends.doors.console.policies.words import ANCHOR_WORDS, ANSWER_WORDS, BEARER_WORDS, RESEND_WORDS
from amends.doors.console.words import PART_WORDS
from amends.records.policies.queries import VersionShown

_LIABLE = [f"liable_{bearer.value}" for bearer in Bearer]


def clause_of(policy: Policy, part: str) -> Clause | None:
    """The clause of that name; None without a name. Raises PartUnseen."""
    if not part:
        return None
    found = next((one for one in policy.clauses if one.id == part), None)
    if found is None:
        raise PartUnseen(name=part)
    return found


class ClauseForm(ConditionsForm):
    """Every field of a clause; the core says what does not fit together."""

    template = "console/policies/edit_clause.html"

    id = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("Small letters, digits and hyphens, such as late-parcel. Findings name it, so it stays for good."),
    )
    title = forms.CharField(label=_("Title"), max_length=LONGEST)
    text = forms.CharField(
        label=_("Text for people"),
        max_length=LONGEST,
        help_text=_(
            "What merchants read. A setting's name in braces, such as {days_after_delivery}, becomes its value."
        ),
        widget=forms.Textarea({"rows": 6}),
    )
    precedence = forms.IntegerField(
        label=_("Precedence"),
        help_text=_("Of the clauses that apply, the one with the highest precedence counts."),
        widget=short_number(),
    )
    since = forms.ChoiceField(
        label=_("Days are counted from"),
        required=False,
        choices=[("", _("no window: at any time")), *((one.value, words) for one, words in ANCHOR_WORDS.items())],
    )
    from_day = forms.CharField(label=_("First day"), required=False, max_length=80)
    to_day = forms.CharField(label=_("Last day"), required=False, max_length=80)
    needs = forms.MultipleChoiceField(
        label=_("What has to be shown"), required=False, widget=forms.CheckboxSelectMultiple
    )
    answer = forms.ChoiceField(
        label=_("What it comes to"),
        choices=[(one.value, words) for one, words in ANSWER_WORDS.items()],
        widget=forms.RadioSelect,
    )
    refund = forms.ChoiceField(
        label=_("Refund"),
        required=False,
        choices=[("", _("none")), (Share.FULL.value, _("a full refund")), (Share.PARTIAL.value, _("a partial refund"))],
    )
    percent = forms.CharField(
        label=_("Percent"),
        required=False,
        max_length=80,
        help_text=_("Of a partial refund: 1 to 100, or a setting's name."),
    )
    parts = forms.MultipleChoiceField(
        label=_("Of which parts of the charge"),
        required=False,
        choices=[(name, PART_WORDS[name]) for name in PART_NAMES],
        widget=forms.CheckboxSelectMultiple,
    )
    resend = forms.ChoiceField(
        label=_("Resend"),
        required=False,
        choices=[("", _("none")), *((one.value, words) for one, words in RESEND_WORDS.items())],
    )
    return_paid_by = forms.ChoiceField(
        label=_("The goods come back first, paid by"),
        required=False,
        choices=[("", _("they do not come back")), *((one.value, words) for one, words in BEARER_WORDS.items())],
    )
    automatic = forms.BooleanField(label=_("Decide such a dispute automatically"), required=False)

    def __init__(self, version: VersionShown, part: str, data: QueryDict | None = None) -> None:
        self.clause = clause_of(version.policy, part)
        super().__init__(version, part, data)
        chosen = list(self.clause.needs) if self.clause else []
        texts = {need.name: self.policy.fill(need.text) for need in self.policy.needs}
        needs = self.fields["needs"]
        assert isinstance(needs, forms.MultipleChoiceField)
        needs.choices = [(name, texts[name]) for name in dict.fromkeys([*chosen, *texts])]
        if self.clause:
            del self.fields["id"]
        for bearer in Bearer:
            self.fields[f"liable_{bearer.value}"] = forms.IntegerField(label=BEARER_WORDS[bearer], required=False)

    @property
    def liable(self) -> list[forms.BoundField]:
        """Who bears the cost, in percent."""
        return [self[name] for name in _LIABLE]

    def asked_before(self) -> Sequence[Predicate]:
        """The clause's conditions."""
        return self.clause.when if self.clause else ()

    def told(self) -> Mapping[str, Any]:
        """The clause as it is; a new one stands above all others."""
        if self.clause is None:
            highest = max((one.precedence for one in self.policy.clauses), default=0)
            return {"precedence": highest + 10, "answer": "person", "parts": PART_NAMES}
        return _told(self.clause)

    def edit(self) -> ClauseEdit:
        """The clause that the form describes."""
        told = self.cleaned_data
        title, text = (self.clause.title, self.clause.text) if self.clause else ("", "")
        table: Table = {
            "id": self.clause.id if self.clause else told["id"],
            "title": kept_line(told["title"], title),
            "text": kept_text(told["text"], text),
            "precedence": told["precedence"],
            "when": self.when,
            "then": _then(told),
        }
        if told["since"] or told["from_day"] or told["to_day"]:
            days = {name: number_told(told[name]) for name in ("from_day", "to_day") if told[name]}
            table["window"] = {**({"since": told["since"]} if told["since"] else {}), **days}
        if told["needs"]:
            table["needs"] = told["needs"]
        if told["automatic"]:
            table["automatic"] = True
        return ClauseEdit(self.clause.id if self.clause else None, table)

    def removal(self) -> ClauseEdit | None:
        """The draft without this clause."""
        return ClauseEdit(self.clause.id, None) if self.clause else None

    def place(self, path: Path) -> str | None:
        """Faults of this very clause have fields; the new one stands last."""
        ids = [one.id for one in self.policy.clauses]
        at = ids.index(self.clause.id) if self.clause else len(ids)
        if path[:2] != ("clause", at) or len(path) < 3:
            return None
        steps = path[2:]
        if steps[0] == "when":
            return self.condition_place(steps[1] if len(steps) > 1 else None)
        return _FIELDS.get(steps[:3]) or _FIELDS.get(steps[:2]) or _FIELDS.get(steps[:1]) or str(steps[0])


_FIELDS: dict[Path, str] = {
    ("window",): "since",
    ("window", "from_day"): "from_day",
    ("window", "to_day"): "to_day",
    ("then",): "answer",
    ("then", "refund"): "refund",
    ("then", "refund", "percent"): "percent",
    ("then", "refund", "parts"): "parts",
    ("then", "resend"): "resend",
    ("then", "return_paid_by"): "return_paid_by",
    ("then", "liability"): _LIABLE[0],
    **{("then", "liability", bearer.value): f"liable_{bearer.value}" for bearer in Bearer},
}


def _told(clause: Clause) -> dict[str, Any]:
    window, then = clause.window, clause.then
    return {
        "title": clause.title,
        "text": clause.text.strip(),
        "precedence": clause.precedence,
        "since": window.since.value if window else "",
        "from_day": _typed(window.from_day) if window else "",
        "to_day": _typed(window.to_day) if window else "",
        "needs": clause.needs,
        "answer": then.answer.value,
        "refund": then.refund.share.value if then.refund else "",
        "percent": _typed(then.refund.percent) if then.refund and then.refund.share is Share.PARTIAL else "",
        "parts": then.refund.parts if then.refund else PART_NAMES,
        "resend": then.resend.value if then.resend else "",
        "return_paid_by": then.return_paid_by.value if then.return_paid_by else "",
        "automatic": clause.automatic,
        **{f"liable_{bearer.value}": percent for bearer, percent in then.liability},
    }


def _typed(number: Number | None) -> str:
    return "" if number is None else number.setting or str(number.value)


def _then(told: Mapping[str, Any]) -> Table:
    then: Table = {"answer": told["answer"]}
    if told["refund"] or told["percent"]:
        then["refund"] = _refund(told)
    if told["resend"]:
        then["resend"] = told["resend"]
    if told["return_paid_by"]:
        then["return_paid_by"] = told["return_paid_by"]
    liable = {bearer.value: told[f"liable_{bearer.value}"] for bearer in Bearer}
    if shares := {bearer: percent for bearer, percent in liable.items() if percent is not None}:
        then["liability"] = shares
    return then


def _refund(told: Mapping[str, Any]) -> Table:
    refund: Table = {"share": told["refund"]} if told["refund"] else {}
    if told["percent"]:
        refund["percent"] = number_told(told["percent"])
    if tuple(told["parts"]) != PART_NAMES:
        refund["parts"] = told["parts"]
    return refund
