"""Holds: asking for payment houses' statements, taking in their lines, and noting how it went.

May use: records, core.
Never: the ledger, nor any change to what the lines are compared with.
"""
