"""Holds: numbering what happened and telling people.

May use: records, core.
Never: a mail sent from here.
"""
