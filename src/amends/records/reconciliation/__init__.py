"""Holds: lines of payment houses' accounts, how they were fetched, and how they stand beside our books.

May use: core.
Never: a verdict that is kept; it is asked for anew each time.
"""
