"""Pure: what a case is, what may be done to it, the plan with its parts, what a conference decides."""
