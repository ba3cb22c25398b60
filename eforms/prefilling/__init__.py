"""What is known before a person types: account, profile, earlier filings, data sources, papers used again."""
