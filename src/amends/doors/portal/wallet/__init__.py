"""Holds: the wallet page.

May use: records' queries, core.
Never: a change of a balance.
"""
