"""Changes of the data: planned as diffs, checked in memory, then written whole or not at all."""
