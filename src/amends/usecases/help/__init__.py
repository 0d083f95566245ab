"""Holds: what happens to articles of the help centre: they are read.

May use: records, core.
Never: who read what.
"""
