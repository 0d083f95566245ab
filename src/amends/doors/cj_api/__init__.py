"""Holds: CJ Dropshipping's API under /api2.0/v1/, unchanged: its paths, fields, codes, ids, amounts and dates.

May use: usecases, records' queries, core.
Never: a session of a browser, a page, or a rule of its own.
"""
