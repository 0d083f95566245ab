"""Holds: documents as plain blocks, and their making into PDF with fonts of our own: what doors print.

May use: core (words and amounts).
Never: a row, a use-case, another door, the clock, or a character that is dropped without a word.
"""
