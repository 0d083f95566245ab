"""Holds: what merchants' and staff's pages of access tokens share: the list, the form, the token shown once, paths.

May use: usecases, records' queries, core.
Never: a token other than the actor's side's, or a door by name; each door says what it is in its `TokenDesk`.
"""
