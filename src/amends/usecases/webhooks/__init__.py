"""Holds: keeping endpoints, and what becomes of each message to one.

May use: records, core.
Never: a call; the jobs make it between two asks.
"""
