"""Holds: the staff's pages: queue, case file, orders, book.

May use: usecases, records' queries, core.
Never: a decision of its own.
"""
