"""Who may claim what: benefits as dated rules, asked for one family or for whole registers."""
