"""Register files received, recognised, checked row by row and staged."""
