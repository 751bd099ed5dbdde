"""The field as immutable records: people, pairs, cases, plans, acts, monitoring."""
