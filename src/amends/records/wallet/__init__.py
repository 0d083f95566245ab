"""Holds: top-ups and withdrawals, open and past.

May use: core, and the rooms its foreign keys point to.
Never: a balance; that is the ledger's.
"""
