"""Holds: our JSON API.

May use: usecases, records' queries, core.
Never: a session or a page.
"""
