"""Holds: the pages for those who write programs: how to begin, every operation and shape, events, refusals, CJ's API.

May use: the help centre's rendering, the API's document, core.
Never: a row, or an answer of the API; it draws what the API's door says of itself.
"""
