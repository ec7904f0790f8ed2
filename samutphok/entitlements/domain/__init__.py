"""Benefits, the facts their rules read, and the answers they give: pure, without a database."""
