"""Holds: what may be asked of a dispute, one verb a file.

May use: records, core.
Never: a provider, the clock, HTTP.
"""
