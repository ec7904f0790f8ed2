"""Facts of a whole area as expressions, and the rules over them."""
