"""Holds: settings, urls, wsgi, the embedded PostgreSQL, the processes and the command line.

May use: everything.
Never: a rule about disputes or money.
"""
