"""What a person fills in: the wizard, its steps, rows and files, the pages around it."""
