"""Holds: what may be done with a balance: benefits of a top-up, paying from it, withdrawing and its fee.

May use: access, ledger, money, orders, refusals.
Never: an amount that is no whole number of minor units.
"""
