"""The proposal computed: the relaxation as a linear programme, then whole places."""
