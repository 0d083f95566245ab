"""Holds: what counts as evidence: the requirements of each reason, the file formats taken, the limits.

May use: orders, refusals.
Never: a file's name as a proof of what it is, or a picture's pixels.
"""
