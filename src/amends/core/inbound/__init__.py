"""Holds: how often a message that could not be taken in is tried again.

May use: refusals.
Never: what a message says; gateways read those.
"""
