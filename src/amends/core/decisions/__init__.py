"""Holds: what a decision gives: its outcome, its awards line by line.

May use: disputes, money, orders, refusals.
Never: how it is paid; that is settlements'.
"""
