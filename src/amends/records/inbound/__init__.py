"""Holds: what payment houses sent us, as it came, and what became of it.

May use: core.
Never: a message that is not the provider's.
"""
