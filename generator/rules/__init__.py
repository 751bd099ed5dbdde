"""Pure functions from a registry and a date to problems and facts; each names its source."""
