"""The web server's connections take an index wherever there is one, whatever the tables' size was."""

import os
import subprocess
import sys

ASKS = """
from amends.config.processes import web
web._read_by_index()
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("select current_setting('enable_seqscan'), current_setting('work_mem')")
    print(*cursor.fetchone())
connection.close_pool()
"""


def said(**environment: str) -> str:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "amends.config.settings", **environment}
    ran = subprocess.run([sys.executable, "-c", ASKS], env=env, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_no_page_and_no_call_reads_a_whole_table_for_a_plan_made_when_it_was_empty() -> None:
    assert said().split()[0] == "off"


def test_other_options_of_the_operator_stay() -> None:
    assert said(PGOPTIONS="-c work_mem=8MB") == "off 8MB"
