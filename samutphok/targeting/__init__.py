"""Who is vulnerable, how and how much: measures, levels, local definitions, drawn lists."""
