"""Pages on which people pay, wait and find their receipts."""
