"""Holds: staff's page that sets a payment house's lines beside our books.

May use: the reconciliation's use-cases and queries, the look.
Never: a call to a payment house; the worker fetches.
"""
