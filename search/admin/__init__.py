"""What editors do about search, in Wagtail's admin."""
