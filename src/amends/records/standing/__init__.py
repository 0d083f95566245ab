"""Holds: measures against accounts, contests of them, and the history of both.

May use: core, and the rooms its foreign keys point to.
Never: a change without its row in the history.
"""
