"""YAML files as text: plain data with every scalar a string, and the place of each value."""

from generator.source.document import Document
from generator.source.files import read_folder
from generator.source.yaml_text import parse_yaml

__all__ = ["Document", "parse_yaml", "read_folder"]
