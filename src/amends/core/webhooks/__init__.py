"""Holds: what webhooks tell and to whom, how messages are signed, when they are tried again and an endpoint is left.

May use: access, outbound, refusals, standing's and the trail's codes.
Never: a call, a secret made, or a fact that is not in the table of events.
"""
