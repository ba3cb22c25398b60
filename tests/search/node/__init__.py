"""A real OpenSearch node for tests and benchmarks, run from its jars: `python -m tests.search.node`."""
