"""Holds: what an operator types.

May use: usecases, records, core.
Never: a rule; an import asks the same use-cases as everybody.
"""
