"""Holds: our JSON API under /api/v1/: tokens, schemas, operations, and problems (RFC 9457) for every refusal.

May use: usecases, records' queries, core.
Never: a session or a page.
"""
