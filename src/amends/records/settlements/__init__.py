"""Holds: settlements and their legs.

May use: core, and the rooms its foreign keys point to.
Never: a leg without an id written before the call.
"""
