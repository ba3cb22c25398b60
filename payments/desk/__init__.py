"""Officers' pages of the money: the cashier's counter and drawer, receipts, what goes back."""
