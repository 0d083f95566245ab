"""Changing a draft part by part: each edit makes a new document of the old one, or is refused with what is wrong."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from amends.core.policies.document import parse_policy, read_policy
from amends.core.policies.writing import Table, policy_table, policy_text
from amends.core.refusals import Refusal


class PartUnseen(Refusal):
    """The version has no clause or evidence of that name."""

    code = "policy.part_unseen"
    sentence = "This version has no part “%(name)s”."
    kind = "unseen"


class NameTaken(Refusal):
    """What is added needs a name of its own."""

    code = "policy.name_taken"
    sentence = "“%(name)s” is there already; choose another name."
    kind = "invalid"
    field = "name"


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """Another document in the place of the old one; it is kept word for word."""

    text: str


@dataclass(frozen=True, slots=True)
class HeadEdit:
    """The policy's own title, text and currency."""

    title: str
    text: str
    currency: str


@dataclass(frozen=True, slots=True)
class SettingsEdit:
    """All settings by name, in their order; one that is not named is gone."""

    settings: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EvidenceEdit:
    """The evidence called `name` as a document's table; without a table it is removed, a `new` one is added."""

    name: str
    table: Table | None
    new: bool = False


@dataclass(frozen=True, slots=True)
class ClauseEdit:
    """The clause called `id` as a document's table; without a table it is removed, without an id it is added."""

    id: str | None
    table: Table | None


Edit = WholeDocument | HeadEdit | SettingsEdit | EvidenceEdit | ClauseEdit


def edited(document: str, edit: Edit) -> str:
    """The document after the edit, in the one form that `policy_text` writes (a whole one as it is).

    Raises PolicyInvalid, whose paths are those of the new document, PartUnseen, and NameTaken for new evidence.
    """
    if isinstance(edit, WholeDocument):
        parse_policy(edit.text)
        return edit.text
    told = policy_table(read_policy(tomllib.loads(document)))
    if isinstance(edit, HeadEdit):
        told |= {"title": edit.title, "text": edit.text, "currency": edit.currency}
    elif isinstance(edit, SettingsEdit):
        told["settings"] = dict(edit.settings)
    elif isinstance(edit, EvidenceEdit):
        told["evidence"] = _evidence(told["evidence"], edit)
    else:
        told["clause"] = _clauses(told["clause"], edit)
    return policy_text(read_policy(told))


def _evidence(told: object, edit: EvidenceEdit) -> Table:
    assert isinstance(told, dict)
    if edit.new and edit.name in told:
        raise NameTaken(name=edit.name)
    if not edit.new and edit.name not in told:
        raise PartUnseen(name=edit.name)
    if edit.table is not None:
        return {**told, edit.name: edit.table}
    return {name: table for name, table in told.items() if name != edit.name}


def _clauses(told: object, edit: ClauseEdit) -> list[Table]:
    assert isinstance(told, list)
    if edit.id is None:
        return [*told, *([edit.table] if edit.table is not None else [])]
    if edit.id not in {one["id"] for one in told}:
        raise PartUnseen(name=edit.id)
    changed = [edit.table if one["id"] == edit.id else one for one in told]
    return [one for one in changed if one is not None]
