"""Holds: what a merchant sees of claims at payment houses: the rule, what is blocked, the way here.

May use: records' queries, core.
Never: another account's claims.
"""
