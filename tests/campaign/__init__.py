"""Lives of orders and disputes, told by a seed and played by actors who get in each other's way.

Between any two statements a process may die, payment houses time out and misbehave, news come late and twice. After
each life everything is brought to rest and every invariant is checked. `make campaign [LIVES=…] [SEED=…]`.
"""

import tests.conftest  # noqa: F401 - sets Django up, in each process, before anything else is imported
