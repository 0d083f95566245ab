"""Holds: the merchants' pages.

May use: usecases, records' queries, core.
Never: another account's rows, or a rule.
"""
