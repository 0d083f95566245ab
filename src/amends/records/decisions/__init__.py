"""Holds: decisions and their awards.

May use: core, and the rooms its foreign keys point to.
Never: a second decision for one dispute.
"""
