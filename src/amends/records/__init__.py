"""Holds: rows and the questions about rows, one Django app a room.

May use: core.
Never: a decision; those are the core's.
"""
