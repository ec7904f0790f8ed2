"""The desk's views: each takes the address or a form, makes one call, and shows the answer."""
