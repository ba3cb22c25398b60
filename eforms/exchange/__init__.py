"""Forms as files: export, import with a dry check, the library (format: docs/eforms.md)."""
