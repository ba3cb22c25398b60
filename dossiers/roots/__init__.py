"""What happened on a day, sealed the night after: finds what a chain per dossier cannot see."""
