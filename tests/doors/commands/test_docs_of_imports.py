"""docs/imports.md says what the importer does."""

import re
import tomllib
from datetime import UTC
from pathlib import Path

from amends.core.orders.imports.columns import REQUIRED, Column
from amends.core.orders.imports.read_mapping import read_mapping
from amends.doors.commands.imports.mappings import find_mapping, shipped

DOCS = (Path(__file__).parents[3] / "docs/imports.md").read_text()


def test_every_column_of_our_own_form_is_documented():
    mapping = find_mapping("amends", [])
    assert {**mapping.columns, **mapping.optional} == {column: column.value for column in Column}
    table = DOCS.split("| column | needed |")[1].split("\n\n")[0]
    rows = [row.split("|")[1:3] for row in table.splitlines()[2:]]
    documented = {name: needed.strip() == "yes" for names, needed in rows for name in re.findall(r"`(\w+)`", names)}
    assert set(documented) == {column.value for column in Column}
    assert {name for name, needed in documented.items() if needed} == {*REQUIRED, "currency", "sku"}


def test_the_documented_mapping_is_one():
    told = tomllib.loads(re.search(r"```toml\n(.*?)```", DOCS, re.DOTALL)[1])
    mapping = read_mapping(told, zone_of=lambda name: UTC)
    assert (mapping.title, mapping.decimal, len(mapping.rejects)) == ("Our warehouse's list", ",", 1)


def test_every_shipped_mapping_can_be_read_and_is_documented():
    assert shipped() == ["amends", "online_retail", "shopify"]
    for name in shipped():
        assert find_mapping(name, []).title
        assert f"`{name}`" in DOCS
