"""Holds: articles that anyone may read.

May use: records' queries, core.
Never: anything about one account.
"""
