"""YAML files as text: plain data with every scalar a string, and the place of each value."""
