"""A form that changes: two versions compared in words, open drafts carried over."""
