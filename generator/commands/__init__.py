"""Groups of commands, one file a group; ``generator.cli`` puts them together."""
