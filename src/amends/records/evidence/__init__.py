"""Holds: evidence files: what they are, where they lie, what they show.

May use: core, and the rooms its foreign keys point to.
Never: the bytes themselves; those lie in the file store.
"""
