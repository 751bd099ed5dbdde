"""Where a publication goes: one room for each protocol, one way to speak to all of them."""
