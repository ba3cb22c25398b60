from importlib import import_module

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "payments"
    label = "payments"
    verbose_name = "Payments"

    def ready(self) -> None:
        """Register the start-up check, the work after commit and who reads receipts."""
        from documents.files import register_reader
        from payments.receipts.readers import may_read

        import_module("payments.settled")
        import_module("payments.work")
        import_module("payments.reconciling.work")
        register_reader("receipt", may_read)
