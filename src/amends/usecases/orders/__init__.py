"""Holds: orders coming in and moving on: what the platform's order system, its warehouse and its carriers tell.

May use: records, core.
Never: a stage set by hand; the table of core.orders.stages says where each step leads and what a hold stops.
"""
