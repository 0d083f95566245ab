"""Holds: what every ask under a caller's key goes through.

May use: records, core.
Never: what the ask is about.
"""
