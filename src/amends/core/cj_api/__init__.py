"""Holds: CJ's words and forms (ids, times, amounts, statuses, messages), and refusals that no other room has.

May use: decisions, disputes, money, orders, refusals.
Never: a code of an answer; those are the door's.
"""
