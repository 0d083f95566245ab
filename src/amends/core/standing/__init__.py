"""Holds: how the platform stands with a merchant's account, what each standing forbids, by which rules, and contests.

May use: access, refusals.
Never: money; what an account owns stays its own whatever its standing.
"""
