"""Exchanges as CJ documents them or its clients were seen to have them, played as they stand in `golden`.

A file is a list of exchanges. In an answer `<digits>`, `<text>`, `<zoned>`, `<plain>`, `<millis>` and `<hex>` stand for
values of that form, and `<form as name>` keeps one; `{name}` puts it into what follows. Fields that an answer does not
name must not be there either, but at its top.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from amends.core.cj_api.ids import write_id
from tests.doors.cj_api.conftest import Tool, call
from tests.makers.cases import ship

FILES = sorted((Path(__file__).parent / "golden").glob("*.json"))
FORMS = {
    "digits": r"\d{18}",
    "text": r".+",
    "zoned": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00",
    "plain": r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d",
    "millis": r"1\d{12}",
    "hex": r"[0-9a-f]{32}",
    "number": r"\d{9,16}",
}
_FORM = re.compile(r"<(\w+)(?: as (\w+))?>")


def filled(told: Any, known: dict[str, Any]) -> Any:
    """What is told with `{name}` replaced by what is known."""
    if isinstance(told, dict):
        return {name: filled(value, known) for name, value in told.items()}
    if isinstance(told, list):
        return [filled(value, known) for value in told]
    if isinstance(told, str):
        return re.sub(r"\{(\w+)\}", lambda found: str(known[found.group(1)]), told)
    return told


def fits(told: Any, came: Any, known: dict[str, Any], at: str = "") -> None:
    """Fails where what came is not what is told; keeps what is to be kept."""
    if isinstance(told, dict) and isinstance(came, dict):
        assert set(told) == set(came), f"{at}: {sorted(set(told) ^ set(came))}"
        for name in told:
            fits(told[name], came[name], known, f"{at}.{name}")
    elif isinstance(told, list) and isinstance(came, list):
        assert len(told) == len(came), f"{at}: {came}"
        for n, (one, other) in enumerate(zip(told, came, strict=True)):
            fits(one, other, known, f"{at}[{n}]")
    elif isinstance(told, str) and (form := _FORM.fullmatch(told)):
        assert re.fullmatch(FORMS[form.group(1)], str(came)), f"{at}: {came!r} is no {form.group(1)}"
        if form.group(2):
            known[form.group(2)] = came
    else:
        assert (type(told), told) == (type(came), came), f"{at}: {came!r}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_exchanges_are_as_they_were(tool: Tool, path: Path) -> None:
    known: dict[str, Any] = {"key": tool.key, "token": tool.token, "order": write_id(tool.order.id)}
    known["mug"] = write_id(tool.order.lines.get(position=1).id)
    for exchange in json.loads(path.read_text()):
        if "meanwhile" in exchange:
            assert exchange["meanwhile"] == "the order was sent"
            ship(tool.order)
            continue
        ask = filled(exchange["ask"], known)
        token = ask.get("token", known["token"])
        answer = call(ask["method"], ask["path"], token=token, body=ask.get("body"))
        told = filled(exchange["answer"], known)
        fits(told, {name: answer.body[name] for name in told}, known, f"{ask['method']} {ask['path']}")


def test_an_exchange_that_is_not_as_it_was_is_noticed() -> None:
    for told, came in (({"a": 1}, {"a": "1"}), ({"a": 1}, {"a": 1, "b": 2}), ("<digits>", "SD1"), ([1], [1, 1])):
        with pytest.raises(AssertionError):
            fits(told, came, {})
