"""Holds: which addresses that users give may be called: their form, their ports, and the networks they lead to.

May use: refusals.
Never: a name resolved or a connection made; the gateway does both and asks here.
"""
