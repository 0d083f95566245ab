"""Holds: the trail: one entry for every change, chained per subject.

May use: core, and the rooms its foreign keys point to.
Never: an update of a body; only personal data beside it may be erased.
"""
