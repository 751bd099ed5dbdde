"""Hosts that turn a site into files. Only this room imports MkDocs and Material."""
