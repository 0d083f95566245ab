"""Holds: the verbs of an account's standing: measures, their end, and contests.

May use: records, core.
Never: the clock, or the doors.
"""
