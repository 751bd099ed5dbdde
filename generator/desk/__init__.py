"""The curator's desk: a page on this computer's loopback with forms for every record."""
