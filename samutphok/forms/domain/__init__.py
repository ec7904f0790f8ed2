"""Schema of a form and the answers of a submission, without Django and without knowing any household."""
