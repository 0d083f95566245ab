"""Every refusal of the house: one code each, a sentence that its facts fill, a kind that doors know."""

import ast
import gc
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import amends
from amends.core.refusals import Refusal, code_table

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
