"""Holds: the staff's pages.

May use: usecases, records' queries, core.
Never: a decision of its own.
"""
