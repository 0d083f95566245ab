"""Holds: opening accounts, letting people and tokens in and out of them.

May use: records.access, core.
Never: a secret kept in the clear, or an account without an owner.
"""
