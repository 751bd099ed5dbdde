"""Documents of the programme: one typed model, three outputs that agree."""
