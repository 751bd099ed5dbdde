"""Who fits whom: points with reasons, stable matching by sheets, best sum without them."""
