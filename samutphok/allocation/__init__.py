"""Fair shares: which family gets which scarce place, as a proposal that people approve."""
