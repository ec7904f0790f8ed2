"""The converters and checkers that other people wrote, each in a process of its own with bounded time and memory."""
