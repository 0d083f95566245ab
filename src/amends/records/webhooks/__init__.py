"""Holds: endpoints and their secrets, what is to be told to each, and every attempt to tell it.

May use: core, and the rooms its foreign keys point to.
Never: a secret's text; it is made anew from its row and the installation's own secret each time it is needed.
"""
