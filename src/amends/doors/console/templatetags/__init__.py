"""Holds: the console's template filters.

May use: the console's words, core.
Never: a query.
"""
