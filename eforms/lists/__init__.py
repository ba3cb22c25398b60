"""Code lists: choices that many forms share, kept in numbered versions or lent by another room."""
