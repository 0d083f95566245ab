"""Holds: the outbox, the numbered feed, notices to people, and mail kept for the demo.

May use: core, and the rooms its foreign keys point to.
Never: a message sent from here.
"""
