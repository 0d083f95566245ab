"""Holds: reading order files: text and CSV, the spool, mappings and price lists, the report of what was rejected.

May use: usecases, records, core.
Never: what a cell means; that is core.orders.imports.
"""
