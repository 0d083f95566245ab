"""Holds: callers' idempotency keys with the answers they got.

May use: core, and the rooms its foreign keys point to.
Never: a refusal; those are not kept.
"""
