"""Holds: how a message is said to an endpoint, by its style: body, headers and signature.

May use: usecases' parcels, core.
Never: a call; the client of `outbound` makes it.
"""
