"""Holds: what CJ's clients do that nobody else does: log in with a key, make and confirm orders, play trial orders.

May use: records, core, and the verbs of other rooms it composes.
Never: a code or a format of CJ's own; those are the door's.
"""
