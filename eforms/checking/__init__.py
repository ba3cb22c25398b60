"""What is looked at when a form is saved and before it is published: codes, rules, formulas, circles."""
