"""The only door from the data to the public section.

``records`` knows nothing of the model; ``door`` makes the records by consent. Public views see
the records alone.
"""
