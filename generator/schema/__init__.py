"""JSON Schemas of the records, for editors: completion, hints and errors while typing."""
