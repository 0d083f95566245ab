"""What the installation says of its own faults."""

import os
import subprocess
import sys

FAULT = "import django, logging; django.setup(); logging.getLogger('django.request').error('fault at %s', '/wallet/')"


def test_an_error_page_leaves_a_word_in_the_log() -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "amends.config.settings", "AMENDS_PORT": ""}
    ran = subprocess.run(
        [sys.executable, "-c", FAULT], env={**os.environ, **settings}, capture_output=True, text=True, check=True
    )
    assert ran.stderr.endswith("ERROR django.request: fault at /wallet/\n")
