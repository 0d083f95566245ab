"""Holds: signing in and up, the account page, its people, invitations and tokens.

May use: allauth, usecases.access, records.access' queries, core.
Never: a rule; who may do what is the core's.
"""
