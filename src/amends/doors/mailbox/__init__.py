"""Holds: the demo's page of mails that were kept instead of sent.

May use: records.notices.
Never: a mail outside a demo; whoever reads it could reset anyone's password.
"""
