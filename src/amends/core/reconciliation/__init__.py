"""Holds: lines of a payment house's account, which stretch of it is asked for next, and how they stand beside ours.

May use: refusals.
Never: a call, a row.
"""
