"""Holds: the ways in. A door reads the ask, calls one use-case or one query, and says the answer.

May use: gateways, usecases, records, core.
Never: another door, or a rule of its own.
"""
