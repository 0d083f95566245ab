"""Holds: the evidence pack of an order: one PDF for a claim that was raised at a payment house.

May use: records' queries, the evidence store through its use-case, core, what paper needs.
Never: an internal note, a person's name or address that the claim does not need, or a cut that nobody is told of.
"""
