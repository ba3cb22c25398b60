"""A province of dossiers in PostgreSQL: what the back office costs at ten thousand, and at a million.

`make bench-province` (DOSSIERS=1000000 unless told otherwise): a server of its own, two databases filled with
whole histories, the same measures in both, and the ratio of the large one to the small one.
"""
