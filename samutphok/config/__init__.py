"""Settings, addresses and the wiring of events to actions: the only room that knows every other."""
