"""Holds: carrying out a decision, leg by leg.

May use: records, core.
Never: a call to a provider; that stands between two asks.
"""
