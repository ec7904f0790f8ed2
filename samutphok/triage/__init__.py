"""What can be solved first, who can solve it, and what needs several."""
