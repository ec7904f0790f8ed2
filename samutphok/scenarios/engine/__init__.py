"""Shocks over whole registers."""
