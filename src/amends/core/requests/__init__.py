"""Holds: the refusals of an ask that came before, under the same key, or too often; what is wrong with a field of one.

May use: refusals.
Never: a header or a status; those are the doors'.
"""
