"""Holds: the template tags of the look.

May use: the look, core.
Never: a query.
"""
