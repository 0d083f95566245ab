"""Holds: what a claim at a payment house is, where it can stand, and what each standing means for our own money.

May use: money, refusals.
Never: a provider's word; gateways translate those.
"""
