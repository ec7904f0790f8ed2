"""Handing a need to the agency that can meet it, with a clock that does not forget."""
