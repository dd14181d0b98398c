"""Rules: one file each, named in the table of `check.table`. Context -> findings."""
