"""Generator of the «Наставничество» section of a Russian school's site.

The code is one way through a house, room by room::

    source → model → rules → publication → views → render → site → adapters

A room imports only rooms to its left; ``.importlinter`` holds the order in CI.
"""
