"""Pages of the curator's section; they know the whole registry and never go public."""

from generator.views.internal.section import internal_section

__all__ = ["internal_section"]
