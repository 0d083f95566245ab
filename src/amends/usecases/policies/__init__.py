"""Holds: what is done with policies: the standard one is loaded; versions are drafted, changed, reviewed, approved.

May use: records, core.
Never: a rule of its own; every rule stands in a policy's clauses.
"""
