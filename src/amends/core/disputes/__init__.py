"""Holds: the life of a dispute: reasons, wishes, the table of states and moves, deadlines, opening.

May use: access, evidence, money, orders, refusals.
Never: how money is paid; that is settlements'.
"""
