"""The engine: which questions are asked now, what each answer is worth, what is wrong with it."""
