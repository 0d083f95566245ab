"""Holds: `make bench`: how fast Amends is, beside the floor that PostgreSQL itself sets on this machine, now.

Each room is a module with `measure`. May use: everything; starts servers and databases of its own.
Never: imported by Amends, or a floor that does less work than we do (tests/bench compares them).
"""
