"""Holds: what may be done with a balance: benefits of a top-up, paying from it, withdrawing and its fee, what payment
houses take back.

May use: access, external_claims, ledger, money, orders, refusals.
Never: an amount that is no whole number of minor units.
"""
