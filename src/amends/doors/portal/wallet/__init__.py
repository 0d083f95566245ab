"""Holds: the wallet page and its statements.

May use: records' queries, core, what paper needs.
Never: a change of a balance.
"""
