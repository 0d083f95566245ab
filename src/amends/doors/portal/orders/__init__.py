"""Holds: the pages of orders: lists by kind and stage, and one order.

May use: records' queries, core.
Never: a rule; whether an order can be disputed is the core's to say.
"""
