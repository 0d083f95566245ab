"""Holds: the trail's closed list of codes and its hash chain over the exact stored bytes.

May use: refusals.
Never: the secret itself; it comes in with the call.
"""
