"""What a register is, how its rows are read, and what a received file goes through: pure."""
