"""What if: the same rules on the same registers after a shock, and who would become poor or entitled."""
