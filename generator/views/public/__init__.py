"""Pages of the public section; they know public records and nothing of the model."""

from generator.views.public.section import public_section

__all__ = ["public_section"]
