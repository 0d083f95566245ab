"""A store of evidence of the test's own."""

from pathlib import Path

import pytest
from django.core.files.storage import storages


@pytest.fixture
def store(settings, tmp_path: Path) -> Path:
    """The folder in which this test's evidence lies."""
    evidence = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path, "base_url": None},
    }
    settings.STORAGES = settings.STORAGES | {"evidence": evidence}
    return tmp_path


def stored() -> list[str]:
    """The names of all objects in the store, their account's folder left out."""
    folders = storages["evidence"].listdir("")[0]
    return sorted(name for folder in folders for name in storages["evidence"].listdir(folder)[1])
