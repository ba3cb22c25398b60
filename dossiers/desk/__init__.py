"""Officers' pages, one module a job."""
