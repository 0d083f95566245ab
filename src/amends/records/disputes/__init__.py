"""Holds: disputes, claims, drafts, offers and the thread, and the SQL of opening one.

May use: core, and the rooms its foreign keys point to.
Never: a decision; the core made it before.
"""
