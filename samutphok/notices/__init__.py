"""One understanding: policy notices by role and area, passed on with an explanation, acknowledged, asked about, answered."""
