"""A simple form from the spreadsheet a business person wrote: one row a question (docs/eforms.md)."""
