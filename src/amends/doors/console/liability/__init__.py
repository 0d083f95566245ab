"""Holds: debit notes for finance, and who bears a case.

May use: records' queries, usecases, core.
Never: a rule; what may be done with a note the core says.
"""
