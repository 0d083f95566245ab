"""Holds: what CJ's API needs besides our own rows: members' ids and sessions, and what its clients said of orders.

May use: core, and the rooms its foreign keys point to.
Never: an order's or a dispute's state; those are in their own rooms.
"""
