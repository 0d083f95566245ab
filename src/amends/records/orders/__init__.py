"""Holds: orders, their lines, payments, shipments and tracking.

May use: core, and the rooms its foreign keys point to.
Never: a word about disputes beyond how many are open.
"""
