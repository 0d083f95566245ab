"""Holds: opening a dispute from a draft, the list of disputes, a dispute's page and pop-up, its evidence, contact.

May use: usecases, records' queries, core, the portal's session.
Never: a rule; what may be asked and answered is the core's.
"""
