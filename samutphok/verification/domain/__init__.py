"""What is checked, how samples are drawn, what error rates are, how findings move."""
