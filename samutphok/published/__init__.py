"""Counts that TPMAP has published, loaded by the operator to be compared with the office's own."""
