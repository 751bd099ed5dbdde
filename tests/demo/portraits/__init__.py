"""Drawn portraits of invented people, put together from faces, hairstyles and clothes."""
