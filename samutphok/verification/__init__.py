"""Checks over all data: rules, samples to visit again, error rates, findings that come back mended."""
