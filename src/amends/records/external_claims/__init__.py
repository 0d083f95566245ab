"""Holds: claims that payment houses told of, the money moved because of them, and who did what about each.

May use: core, and the rooms its foreign keys point to.
Never: a movement changed or removed; the books are written by the use-cases.
"""
