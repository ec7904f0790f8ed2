"""Ibis expressions of targeting: the same on DuckDB and on Apache Spark."""
