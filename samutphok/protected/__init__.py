"""What only a named team may see, sealed apart from every record of the office."""
