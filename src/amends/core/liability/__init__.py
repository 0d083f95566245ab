"""Holds: who bears an award: shares, their splitting to the minor unit, and the table of a debit note's states.

May use: access, money, policies' words, refusals.
Never: a split that loses or adds anything; a share of what nobody was paid.
"""
