"""Groups of questions that several forms use: kept once, put into a form where it is published."""
