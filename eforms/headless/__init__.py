"""A form for programs: JSON Schema of its answers, a UI description, a judgement that keeps nothing."""
