"""What a home decides, without a database: states of a stay, places on a day, whose turn it is."""
