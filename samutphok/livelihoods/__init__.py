"""Work after a crisis: occupations and courses, matched to what somebody can and wants to do; what became of it."""
