"""Collect: the kinds of source, one file each. Fetched → links."""
