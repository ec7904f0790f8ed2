"""Pages that read across capabilities: the area tree, the home page, the page of one family."""
