"""Holds: how a decision is carried out: legs planned before any call, and what each answer of a provider means.

May use: decisions, orders, money, refusals.
Never: a call.
"""
