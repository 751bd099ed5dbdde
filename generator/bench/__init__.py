"""How long builds take: a generated school of any size, its neighbours, whole processes timed."""
