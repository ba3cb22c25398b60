"""What a procedure costs: rules an editor builds, the quote they give for one filing, and its words. Pure."""
