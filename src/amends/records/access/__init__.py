"""Holds: accounts, people, memberships, invitations and access tokens.

May use: core, and the rooms its foreign keys point to.
Never: a token or secret in the clear.
"""
