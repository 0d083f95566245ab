"""Holds: mail going out, and the backend that keeps it instead where no mail server is configured.

May use: records, core.
Never: a mail sent inside a transaction.
"""
