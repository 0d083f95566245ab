"""Holds: what a merchant sees of claims that payment houses told of: the rule, what is blocked, how to move the case here.

May use: records' queries, core.
Never: another account's claims.
"""
