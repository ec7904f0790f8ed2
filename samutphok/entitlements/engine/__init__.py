"""Benefits over whole registers, as Ibis expressions; the same answers as `domain.answers`, on DuckDB and on Spark."""
