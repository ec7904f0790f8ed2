"""The desk: the pages of case workers, governors and agencies."""
