"""Every refusal of the house: one code each, a sentence that its facts fill, a kind that doors know."""

import ast
import gc
import pkgutil
import re
from datetime import date
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest

import amends
from amends.core.money import say_minor
from amends.core.refusals import Refusal, Said, Words, code_table

SRC = Path(amends.__file__).parent
FLOORS = ("core", "records", "usecases", "gateways")


def table() -> dict[str, type[Refusal]]:
    """By code, once every room of the floors that refuse is loaded."""
    for floor in FLOORS:
        for module in pkgutil.walk_packages([str(SRC / floor)], f"amends.{floor}."):
            if "migrations" not in module.name:
                import_module(module.name)
    return {code: one for code, one in code_table().items() if one.__module__.startswith("amends.")}


TABLE = table()


@pytest.mark.parametrize("code", sorted(TABLE))
def test_the_code_is_dotted_and_the_sentence_is_filled_by_its_facts(code: str):
    refusal = TABLE[code]
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", code)
    facts = set(re.findall(r"%\((\w+)\)", refusal.sentence))
    one = refusal(**dict.fromkeys(facts, 1))
    assert "%" not in one.words().replace("100%", "")
    assert one.words() == str(one)
    assert refusal.kind in {"invalid", "unseen", "forbidden", "conflict", "unauthenticated"}
    assert refusal.__doc__


PROSE = {"join", "format_minor", "human_size", "words", "strftime", "lower"}
SAYING = {"Said", "Words", "say_minor", "say_state"}


def prose(fact: ast.expr) -> bool:
    """Whether a fact is made of words, outside the one place where words may stand."""
    if isinstance(fact, ast.Call):
        name = fact.func.attr if isinstance(fact.func, ast.Attribute) else getattr(fact.func, "id", "")
        if name in SAYING:
            return False
        if name in PROSE:
            return True
    if isinstance(fact, ast.Attribute) and fact.attr == "title":
        return True
    if isinstance(fact, ast.Name) and fact.id.endswith(("_TITLES", "_LABELS", "_WORDS")):
        return True
    return any(prose(child) for child in ast.iter_child_nodes(fact) if isinstance(child, ast.expr))


@pytest.mark.parametrize("floor", [*FLOORS, "doors"])
def test_the_facts_of_a_refusal_are_codes_lists_and_whole_numbers_never_words(floor: str):
    """What only people at a terminal hear of, imports and commands, is left out."""
    names = {one.__name__ for one in TABLE.values()}
    found = [
        f"{path.relative_to(SRC)}:{node.lineno} {keyword.arg}"
        for path in (SRC / floor).rglob("*.py")
        if "imports" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        for keyword in node.keywords
        if prose(keyword.value)
    ]
    assert found == []


@pytest.mark.parametrize(
    "fact",
    [
        "', '.join(held_by)",
        "format_minor(top, 'USD')",
        "facts.title",
        "STATES[state].title.lower()",
        "TITLES[x].words()",
    ],
)
def test_words_as_a_fact_are_noticed(fact: str):
    assert prose(ast.parse(fact, mode="eval").body)
    assert not prose(ast.parse(f"Said(code, {fact})", mode="eval").body)


def test_one_fact_is_told_to_programs_and_said_to_people():
    class Sample(Refusal):
        code = "sample.no"
        sentence = "%(state)s %(disputes)s %(amount)s %(why)s %(on)s %(id)s"

    one = Sample(
        state=Said("under_review", "under review"),
        disputes=("SH1", "SH2"),
        amount=say_minor(501, "USD"),
        why=Words("Because."),
        on=date(2026, 12, 1),
        id=UUID(int=7),
    )
    assert one.facts == {
        "state": "under_review",
        "disputes": ["SH1", "SH2"],
        "amount": 501,
        "on": "2026-12-01",
        "id": "00000000-0000-0000-0000-000000000007",
    }
    told = "under review SH1, SH2 5.01 Because. 2026-12-01 00000000-0000-0000-0000-000000000007"
    assert (one.words(), str(one)) == (told, told)
    assert one.words(lambda sentence: sentence.replace(" ", "/", 1)) == told.replace("review SH1", "review/SH1")
    del Sample
    gc.collect()


def raised() -> dict[object, list[set[str]]]:
    """Every `raise Name(…)` or `return Name(…)` of the house: what the name stands for there, and the facts given."""
    found: dict[object, list[set[str]]] = {}
    for path in (one for floor in (*FLOORS, "doors") for one in (SRC / floor).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        module = import_module(".".join(path.relative_to(SRC.parent).with_suffix("").parts).removesuffix(".__init__"))
        for node in ast.walk(ast.parse(path.read_text())):
            called = node.exc if isinstance(node, ast.Raise) else node.value if isinstance(node, ast.Return) else None
            name = called.func if isinstance(called, ast.Call) else called
            if not isinstance(name, ast.Name):
                continue
            keywords = called.keywords if isinstance(called, ast.Call) else []
            if all(keyword.arg for keyword in keywords):
                here = getattr(module, name.id, None)
                found.setdefault(here, []).append({str(keyword.arg) for keyword in keywords})
    return found


RAISED = raised()


@pytest.mark.parametrize("refusal", TABLE.values(), ids=TABLE)
def test_whoever_refuses_gives_exactly_the_facts_of_the_sentence(refusal: type[Refusal]):
    needed = set(re.findall(r"%\((\w+)\)", refusal.sentence))
    for given in RAISED.get(refusal, []):
        assert given >= needed


def test_two_refusals_of_one_code_are_found():
    class Twin(Refusal):
        code = "dispute.stale"
        sentence = ""

    with pytest.raises(ValueError, match=r"two refusals share the code dispute\.stale"):
        code_table()
    del Twin
    gc.collect()
