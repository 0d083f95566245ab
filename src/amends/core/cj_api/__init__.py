"""Holds: the words of an order's status, and why asks over CJ's API are refused that no other room refuses.

May use: refusals.
Never: a code or a format of CJ's own; those are the door's.
"""
