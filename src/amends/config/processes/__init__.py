"""Holds: web and worker as processes: served, run together, restarted, stopped, and the demo they make.

May use: granian; config.postgres; the command line's own commands, as child processes.
Never: Django in the process that watches over the others.
"""

from amends.config.processes.address import free_address
from amends.config.processes.bond import die_with_parent
from amends.config.processes.demo import run_demo
from amends.config.processes.say import say
from amends.config.processes.web import serve_web

__all__ = ["die_with_parent", "free_address", "run_demo", "say", "serve_web"]
