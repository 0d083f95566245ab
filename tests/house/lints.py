"""The house's own lints: each takes source text and says what is wrong, so that each can be tried on a bad line."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "amends"
BANNED_NAMES = {"utils", "helpers", "common", "services", "managers", "misc", "util", "helper"}
FOREIGN = re.compile(
    r"pypi" + r"\.org|python" + r"hosted|registry\.npm" + r"js|deb\.deb" + r"ian|(?<![a-z])/(?:wo" + r"rk|ro" + r"ot)/"
)


def sources(floor: str = "") -> list[Path]:
    """Every Python file of a floor, migrations left out."""
    return sorted(path for path in (SRC / floor).rglob("*.py") if "migrations" not in path.parts)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring, its decorators and its signature."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    if documented and len(function.body) == 1:
        return 0
    start = function.body[1] if documented else first
    return (function.end_lineno or start.lineno) - start.lineno + 1


def long_functions(source: str, *, most: int) -> list[str]:
    """Functions longer than `most` lines."""
    return [f"{one.name}: {body_lines(one)}" for one in functions(ast.parse(source)) if body_lines(one) > most]


def bare_saves(source: str) -> list[int]:
    """Lines with a model's `.save()` that names no fields: it would write back what another transaction changed."""
    bad = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save":
            named = {keyword.arg for keyword in node.keywords}
            onto_model = not node.args and not named & {"update_fields", "force_insert"}
            if onto_model and "commit" not in named:
                bad.append(node.lineno)
    return bad


def unpromising(source: str) -> bool:
    """Whether a package's docstring does not say Holds, May use and Never."""
    words = ast.get_docstring(ast.parse(source)) or ""
    return not all(word in words for word in ("Holds:", "May use:", "Never:"))


def undocumented(source: str) -> list[str]:
    """Public functions and classes of a module without a docstring."""
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]


def positional_verbs(source: str, *, stem: str) -> list[str]:
    """The verb of a use-case file, if it takes the ask, the actor or the time by place instead of by name."""
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == stem
        if {"ask", "actor", "now"} & {argument.arg for argument in node.args.posonlyargs + node.args.args}
    ]


def loose_division(source: str) -> list[int]:
    """Lines of the core that divide with `/` or write a float."""
    tree = ast.parse(source)
    divided = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Div)]
    floats = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    return divided + floats
