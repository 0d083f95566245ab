"""Holds: what merchants do with their balance: top it up, pay orders from it, withdraw it.

May use: records, core.
Never: a call to a provider.
"""
