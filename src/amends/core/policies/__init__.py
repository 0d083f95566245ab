"""Holds: the policy as data: facts of a case, clauses over them, what they come to, and why.

May use: disputes' reasons, evidence's purposes, money, orders, refusals.
Never: files, the clock; nor a fact that is not known taken for a no.
"""
