"""A policy as its document, in one form: read again it is the same policy, and written again the same text."""

import re
from collections.abc import Mapping

from amends.core.money import Money, format_minor
from amends.core.orders.parts import PART_NAMES
from amends.core.policies.clauses import Clause, Need, Policy, Refund, Share, Then, Window
from amends.core.policies.predicates import AllOf, AnyOf, Not, Number, Predicate

FORMAT = 1
"""The document's form. A reader of another form does not guess."""

Table = dict[str, object]


def policy_table(policy: Policy) -> Table:
    """The document as plain tables, lists, texts, numbers and flags, in the order people read it."""
    return {
        **_head(policy),
        "settings": dict(policy.settings),
        "evidence": {need.name: need_table(need) for need in policy.needs},
        "clause": [clause_table(clause) for clause in policy.clauses],
    }


def policy_text(policy: Policy) -> str:
    """The document as TOML."""
    written = [_lines(_head(policy))]
    if policy.settings:
        written.append("[settings]\n" + _lines(dict(policy.settings)))
    written += [f"[evidence.{need.name}]\n{_lines(need_table(need))}" for need in policy.needs]
    written += ["[[clause]]\n" + _lines(clause_table(clause)) for clause in policy.clauses]
    return "\n".join(written)


def _head(policy: Policy) -> Table:
    return {"format": FORMAT, "title": policy.title, "currency": policy.currency, "text": policy.text}


def clause_table(clause: Clause) -> Table:
    """One clause; what says nothing is left out."""
    table: Table = {"id": clause.id, "title": clause.title, "text": clause.text, "precedence": clause.precedence}
    table["when"] = [predicate_table(predicate) for predicate in clause.when]
    if clause.window:
        table["window"] = window_table(clause.window)
    if clause.needs:
        table["needs"] = list(clause.needs)
    table["then"] = then_table(clause.then)
    if clause.automatic:
        table["automatic"] = True
    return table


def predicate_table(predicate: Predicate) -> Table:
    """A question as its fact and its test; several together under all, any or not."""
    if isinstance(predicate, Not):
        return {"not": predicate_table(predicate.part)}
    if isinstance(predicate, AllOf | AnyOf):
        return {"all" if isinstance(predicate, AllOf) else "any": [predicate_table(part) for part in predicate.parts]}
    wanted: object = predicate.wanted
    if isinstance(wanted, tuple):
        wanted = wanted[0] if predicate.test in ("is", "has") else list(wanted)
    elif isinstance(wanted, Number):
        wanted = _number(wanted)
    elif isinstance(wanted, Money):
        wanted = f"{format_minor(wanted.minor, wanted.currency)} {wanted.currency}"
    return {"fact": predicate.fact, predicate.test: wanted}


def predicate_text(predicate: Predicate) -> str:
    """One question, or several together, as TOML on lines of its own."""
    return _lines(predicate_table(predicate))


def window_table(window: Window) -> Table:
    """The anchor and the days that are bounded."""
    table: Table = {"since": window.since.value}
    if window.from_day is not None:
        table["from_day"] = _number(window.from_day)
    if window.to_day is not None:
        table["to_day"] = _number(window.to_day)
    return table


def then_table(then: Then) -> Table:
    """The answer and what is granted with it."""
    table: Table = {"answer": then.answer.value}
    if then.refund:
        table["refund"] = _refund_table(then.refund)
    if then.resend:
        table["resend"] = then.resend.value
    if then.return_paid_by:
        table["return_paid_by"] = then.return_paid_by.value
    if then.liability:
        table["liability"] = {bearer.value: percent for bearer, percent in then.liability}
    return table


def _refund_table(refund: Refund) -> Table:
    table: Table = {"share": refund.share.value}
    if refund.share is Share.PARTIAL:
        table["percent"] = _number(refund.percent)
    if refund.parts != PART_NAMES:
        table["parts"] = list(refund.parts)
    return table


def need_table(need: Need) -> Table:
    """One piece of evidence."""
    table: Table = {"any_of": [purpose.value for purpose in need.any_of], "text": need.text}
    if need.when:
        table["when"] = [predicate_table(predicate) for predicate in need.when]
    return table


def _number(number: Number) -> int | str:
    return number.setting or number.value


def _lines(table: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_block(value)}\n" for key, value in table.items())


def _block(value: object) -> str:
    """A value at the end of its own line: long texts and lists of tables run over several."""
    if isinstance(value, str) and "\n" in value:
        return f'"""\n{_LONG.sub(_escape, value)}"""'
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + "".join(f"    {_inline(one)},\n" for one in value) + "]"
    return _inline(value)


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_inline(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{_SHORT.sub(_escape, value)}"' if isinstance(value, str) else str(value)


_SHORT = re.compile(r'[\x00-\x1f\x7f"\\]')
_LONG = re.compile(r'[\x00-\x09\x0b-\x1f\x7f\\]|(?<=")"|"\Z')
"""In a long text, a quotation mark is written as it is unless it could be taken for the end."""


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return "\\" + character if character in '"\\' else f"\\u{ord(character):04x}"
