"""Holds: deciding a dispute: offers, answers, approvals, rejections.

May use: records, core.
Never: a payment; a decision plans its legs and nothing is called.
"""
