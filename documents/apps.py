from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        """Say who reads scans, former versions and what people keep; register checks and later work."""
        from accounts.representing import register_beginning
        from documents.files import register_reader
        from documents.keeping import keeping
        from documents.keeping.moving import take_over
        from documents.readers import may_read_former
        from documents.scanning.places import SUBJECT, may_read
        from documents.signing.giving import FORMER

        import_module("documents.checks")
        import_module("documents.work")
        import_module("documents.keeping.work")
        register_reader(FORMER, may_read_former)
        register_reader(SUBJECT, may_read)
        register_reader(keeping.SUBJECT, keeping.may_read)
        register_beginning("documents", take_over)
