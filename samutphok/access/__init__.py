"""Accounts, roles, grants and the one decision on who may see and do what."""
