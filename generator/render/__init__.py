"""From page descriptions to HTML content and pictures."""

from generator.render.html import RenderedPage, Renderer

__all__ = ["RenderedPage", "Renderer"]
