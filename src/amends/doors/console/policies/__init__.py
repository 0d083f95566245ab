"""Holds: the console's pages of the policy: its versions read, compared, edited, reviewed, scheduled; departures.

May use: usecases, records, core.
Never: a merchant's page.
"""
