"""Holds: staff's pages of claims at payment houses: what to answer, what stands on no order, each with its story.

May use: usecases, records' queries (the ledger's to show what was booked), core.
Never: an answer to a payment house; those are gateways' and jobs'.
"""
