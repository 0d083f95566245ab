"""Holds: the verbs of who bears an award: fix, charge, reverse, override; and of debit notes: issue to settle.

May use: core, records; no other room's verbs.
Never: money that moves to or from a merchant.
"""
