"""Docs that can fail: every setting of the environment is written down, every link leads somewhere."""

import re

from tests.house.lints import SRC, sources
from tests.house.test_lints import ROOT

_READ = re.compile(r"""["'](AMENDS_[A-Z_]+|DATABASE_URL)["']""")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def unwritten(source: str, doc: str) -> set[str]:
    """Variables that a source reads and the doc does not name, in full or as a suffix of their family."""
    return {name for name in _READ.findall(source) if name not in doc and f"`_{name.rsplit('_', 1)[1]}`" not in doc}


def test_every_variable_of_the_environment_is_written_down() -> None:
    doc = (ROOT / "docs" / "running.md").read_text()
    missing = {name for path in sources("config") for name in unwritten(path.read_text(), doc)}
    own = {"AMENDS_DEMO", "AMENDS_PARENT"}  # what a parent process tells its children
    assert missing - own == set()
    assert unwritten('os.environ["AMENDS_NEW_THING"]', doc) == {"AMENDS_NEW_THING"}


def test_every_link_leads_somewhere() -> None:
    docs = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), SRC / "doors" / "look" / "README.md"]
    lost = [
        f"{doc.name}: {link}"
        for doc in docs
        for link in _LINK.findall(doc.read_text())
        if not (doc.parent / link).exists()
    ]
    assert lost == []
