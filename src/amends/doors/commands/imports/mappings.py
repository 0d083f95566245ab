"""Finding the mapping for a file: one that is named, or the one that knows the header."""

import tomllib
from collections.abc import Sequence
from datetime import UTC, tzinfo
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.orders.imports.layout import recognize
from amends.core.orders.imports.mapping import ColumnMapping
from amends.core.orders.imports.read_mapping import read_mapping
from amends.doors.commands.imports.wrong_file import FileUnreadable, MappingNotToml, MappingUnseen

_SHIPPED = files(__package__).joinpath("mappings")
_RECOGNIZED = ("amends", "shopify")
"""Those that are taken without being named, in this order."""


def shipped() -> list[str]:
    """The names of the mappings that come with Amends."""
    return sorted(Path(one.name).stem for one in _SHIPPED.iterdir() if one.name.endswith(".toml"))


def find_mapping(name: str | None, header: Sequence[str]) -> ColumnMapping:
    """The mapping of that name, shipped or a file; without a name, the one whose marks stand in the header.

    Raises MappingUnseen, MappingNotToml, MappingInvalid, HeaderUnknown, FileUnreadable.
    """
    if name is None:
        return recognize([_read(_told(one)) for one in _RECOGNIZED], header)
    return _read(_told(name))


def _read(told: dict[str, Any]) -> ColumnMapping:
    return read_mapping(told, zone_of=_zone)


def _told(name: str) -> dict[str, Any]:
    """The mapping's tables, laid over those of the shipped mapping that it extends, if it does."""
    told = _parse(name)
    base = told.get("extends")
    if base is None:
        return told
    if base not in shipped() or base == name:
        raise MappingUnseen(name=base, shipped=tuple(shipped()))
    return _overlay(_told(base), told)


def _overlay(base: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    merged = {**base, **told}
    for key in base.keys() & told.keys():
        if isinstance(base[key], dict) and isinstance(told[key], dict):
            merged[key] = _overlay(base[key], told[key])
    return merged


def _parse(name: str) -> dict[str, Any]:
    path = Path(name)
    try:
        if name in shipped() and not path.is_file():
            return tomllib.loads(_SHIPPED.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
        if not path.exists():
            raise MappingUnseen(name=name, shipped=tuple(shipped()))
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FileUnreadable(path=path, why=error.strerror or error) from error
    except ValueError as error:
        raise MappingNotToml(path=path, why=error) from error


def _zone(name: str) -> tzinfo | None:
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
