"""Holds: the look of every page: base templates, the stylesheet, the small script, components and template tags.

May use: core (words and amounts).
Never: a row, a use-case, a door's address, or anything fetched from another site.
"""
