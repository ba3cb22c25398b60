"""Paper into one PDF/A: pages from photos and files, in order, upright and clean."""
