"""Holds: what is done with policies: the standard one is loaded.

May use: records, core.
Never: a rule of its own; every rule stands in a policy's clauses.
"""
