"""Holds: what makes an article of the help centre, how long it takes to read, and how texts are searched.

May use: orders (folding).
Never: where articles lie or how they look; that is the door's.
"""
