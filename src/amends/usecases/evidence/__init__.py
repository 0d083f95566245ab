"""Holds: what is done with evidence: a file is recognized, measured, cleaned and given a thumbnail.

May use: records, core.
Never: trust in a file's name or its declared content type; a picture shown as it came.
"""
