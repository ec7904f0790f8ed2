"""The record of acts: written with the act, chained by hash, sealed by signed checkpoints."""
