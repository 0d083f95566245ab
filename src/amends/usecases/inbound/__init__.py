"""Holds: keeping what payment houses tell, and noting what became of it.

May use: records, core.
Never: reading a message; gateways do, and hand each piece of news to its use-case.
"""
