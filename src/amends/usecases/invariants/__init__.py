"""Holds: checking what must always hold, and keeping what was found.

May use: records, core.
Never: a repair.
"""
