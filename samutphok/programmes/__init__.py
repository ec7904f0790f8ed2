"""Programmes, their areas, partners and families, and how far they have come."""
