"""Holds: the wallet: its page and history, topping up, paying an order, withdrawing, statements.

May use: usecases, records' queries, core, what paper needs; the payment houses, to begin a top-up and to look what
became of it.
Never: a change of a balance of its own, or a call to a payment house within a transaction.
"""
