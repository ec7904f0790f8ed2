"""Entitled and not receiving, receiving and not entitled: by benefit, area and group, down to the family."""
