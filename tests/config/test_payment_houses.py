"""A payment house exists when the environment names it, and not otherwise."""

import os
import subprocess
import sys
from pathlib import Path

ASK = """
import django; django.setup()
from django.conf import settings
from amends.gateways.payments.registry import gateway_for
for name in sorted(settings.PAYMENT_GATEWAYS):
    print(name, type(gateway_for(name)).__name__)
"""


def houses(folder: Path, **told: str) -> str:
    """The payment houses of an installation with these variables, and what stands behind each."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("AMENDS_PAYPAL")}
    env |= {"DJANGO_SETTINGS_MODULE": "amends.config.settings", "AMENDS_DATA_DIR": str(folder), **told}
    env.setdefault("DATABASE_URL", "postgres://nobody@localhost/none")
    done = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_sandbox_moves_no_money_and_exists_only_in_a_demo_or_where_it_is_asked_for(tmp_path: Path):
    assert houses(tmp_path, AMENDS_DEMO="0", AMENDS_SANDBOX="") == ""
    assert houses(tmp_path, AMENDS_DEMO="0", AMENDS_SANDBOX="1") == "sandbox SandboxGateway\n"
    assert houses(tmp_path, AMENDS_SANDBOX="0") == ""


def test_paypal_is_there_once_it_is_configured(tmp_path: Path):
    assert houses(tmp_path) == "sandbox SandboxWithPage\n"
    told = {"AMENDS_PAYPAL_CLIENT_ID": "client", "AMENDS_PAYPAL_SECRET": "secret"}
    assert houses(tmp_path, **told) == "paypal PayPalGateway\nsandbox SandboxWithPage\n"
