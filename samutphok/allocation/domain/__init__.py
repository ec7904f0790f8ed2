"""What is to be shared out, the rules of sharing, and the proposal: pure, on arrays."""
