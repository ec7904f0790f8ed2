"""Who helps with what, where and how: organisations, services, agreements, and when offices work."""
