"""From page descriptions to HTML content and pictures."""
