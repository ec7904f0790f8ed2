"""How good each register is: complete, valid, unique, fresh, consistent, batch by batch."""
