"""Holds: what is done with policies: loaded, drafted, changed, reviewed, approved; tried and run in the shadow.

May use: records, core.
Never: a rule of its own; every rule stands in a policy's clauses.
"""
