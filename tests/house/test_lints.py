"""The house's manners, checked; and each check tried on a line that breaks it."""

import ast
import subprocess
from pathlib import Path

import pytest

from tests.house import lints

ROOT = Path(__file__).parents[2]


def _broken(check, floor: str = "") -> list[str]:
    found = []
    for path in lints.sources(floor):
        if wrong := check(path.read_text()):
            found.append(f"{path.relative_to(lints.SRC)}: {wrong}")
    return found


def test_no_file_is_longer_than_300_lines() -> None:
    assert [path.name for path in lints.sources() if len(path.read_text().splitlines()) > 300] == []


def test_most_files_are_shorter_than_120_lines() -> None:
    lengths = sorted(len(path.read_text().splitlines()) for path in lints.sources())
    assert lengths[len(lengths) * 8 // 10] < 120


def test_functions_are_short() -> None:
    assert _broken(lambda source: lints.long_functions(source, most=60)) == []
    outside = [path for path in lints.sources() if "usecases" not in path.parts]
    long = [(path.name, lints.long_functions(path.read_text(), most=40)) for path in outside]
    assert [one for one in long if one[1]] == []


def test_views_are_short() -> None:
    long = []
    for door in ("portal", "console", "help"):
        for path in lints.sources(f"doors/{door}"):
            for function in lints.functions(ast.parse(path.read_text())):
                arguments = [argument.arg for argument in function.args.args]
                if arguments[:1] == ["request"] and lints.body_lines(function) > 25:
                    long.append(f"{path.name}:{function.name}: {lints.body_lines(function)}")
    assert long == []


def test_nothing_is_called_utils() -> None:
    named = {path.stem for path in lints.sources()} | {path.parent.name for path in lints.sources()}
    assert named & lints.BANNED_NAMES == set()


def test_every_room_says_what_it_holds() -> None:
    skipped = {"management", "commands", "templatetags"}
    rooms = [
        path
        for path in lints.SRC.rglob("*/__init__.py")
        if "migrations" not in path.parts and not (path.parent.name in skipped and "management" in path.parts)
    ]
    silent = [
        str(path.parent.relative_to(lints.SRC))
        for path in rooms
        if path.parent.name not in skipped - {"commands"} and lints.unpromising(path.read_text())
    ]
    assert silent == []


def test_public_names_promise_something() -> None:
    assert [
        line
        for floor in ("core", "records", "usecases", "gateways")
        for line in _broken(lints.undocumented, floor)
        if "apps.py" not in line
    ] == []


def test_no_row_is_saved_whole() -> None:
    assert _broken(lints.bare_saves) == []


def test_the_core_never_divides_loosely() -> None:
    assert _broken(lints.loose_division, "core") == []


def test_verbs_take_keywords_only() -> None:
    wrong = [lints.positional_verbs(path.read_text(), stem=path.stem) for path in lints.sources("usecases")]
    assert [one for one in wrong if one] == []


def test_the_project_names_no_registry_and_no_path_of_a_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    found = []
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".png", ".jpg", ".csv", ".ico"} or not path.is_file():
            continue
        if lints.FOREIGN.search(path.read_text(errors="replace")):
            found.append(name)
    assert found == []


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        (lints.bare_saves, "order.save()"),
        (lints.loose_division, "half = amount / 2"),
        (lints.loose_division, "rate = 0.5"),
        (lints.unpromising, '"""Some code."""'),
        (lints.undocumented, "def pay(): ..."),
        (lambda source: lints.long_functions(source, most=40), "def f():\n" + "    x = 1\n" * 41),
        (lambda source: lints.positional_verbs(source, stem="pay"), "def pay(ask, *, now): ..."),
    ],
)
def test_each_lint_refuses_a_bad_line(check, bad: str) -> None:
    assert check(bad)
