"""Holds: who bears each award, the debit notes with their lines and credits, and what became of them.

May use: core, and the rooms its foreign keys point to.
Never: a change of what was issued; what is wrong is credited.
"""
