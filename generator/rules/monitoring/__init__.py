"""Monitoring in two stages, indicators by year, and what of it may be told to everybody."""
