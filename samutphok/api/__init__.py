"""Interfaces for other programs: OpenRosa for forms at the door, and what the field app asks beside it."""
