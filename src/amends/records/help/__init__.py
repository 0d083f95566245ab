"""Holds: how often articles of the help centre were read.

May use: nothing.
Never: who read them.
"""
