"""Files in, Parquet out: guards against hostile files, readers, vectorised cleaning, parts that survive a kill."""
