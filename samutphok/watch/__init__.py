"""Families to see again, families likely to get worse, and the way from fragile to strong."""
