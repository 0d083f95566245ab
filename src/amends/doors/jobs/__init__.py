"""Holds: what happens by itself: announcing, settling, deadlines; the only door that calls providers.

May use: gateways, usecases, records, core.
Never: a provider call inside a transaction.
"""
