"""Holds: wallets, ledger accounts, entries and postings.

May use: core, and the rooms its foreign keys point to.
Never: an update or a delete; the database refuses them.
"""
