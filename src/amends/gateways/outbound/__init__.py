"""Holds: the one client by which Amends calls addresses that users give, and how it resolves their names.

May use: core.
Never: a name resolved a second time between check and call, or a redirect followed unchecked.
"""
