"""What a family was given: the ledger of help, cash aid, hand-outs, and those who give."""
