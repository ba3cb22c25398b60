"""Electronic receipts: numbered in the transaction that takes the money, printed afterwards."""
