"""The command line: each command is one query or one action."""
