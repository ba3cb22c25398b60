"""Our books and the providers' reports compared, totals, and what accounting takes along."""
