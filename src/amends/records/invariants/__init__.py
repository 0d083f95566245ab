"""Holds: what must always be true of the rows, one statement (or walk) a file; each finds the rows of which it is not.

And what the last checks found.

May use: core, and the trail's composing secret; the rooms' tables only as SQL.
Never: a repair; what is wrong is told, with its id.
"""
