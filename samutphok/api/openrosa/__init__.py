"""The OpenRosa contract of ODK: lists of forms and files out, submissions in, for any client that speaks it."""
