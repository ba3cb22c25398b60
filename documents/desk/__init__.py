"""Officers' pages of the documents: what waits for a signature, what is taken out of force."""
