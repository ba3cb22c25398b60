"""What is asked for, what comes in and goes out, and the books that say so."""

from payments.models.accounts import ProviderAccount
from payments.models.events import ProviderEvent
from payments.models.invoices import Invoice, Payment, PaymentPart
from payments.models.ledger import Entry, EntryLine
from payments.models.receipts import Receipt, ReceiptSeries
from payments.models.reconciling import Reconciliation, ReconciliationRow
from payments.models.refunds import Refund
from payments.models.sessions import CashSession
from payments.models.statements import BankStatement

__all__ = [
    "BankStatement",
    "CashSession",
    "Entry",
    "EntryLine",
    "Invoice",
    "Payment",
    "PaymentPart",
    "ProviderAccount",
    "ProviderEvent",
    "Receipt",
    "ReceiptSeries",
    "Reconciliation",
    "ReconciliationRow",
    "Refund",
]
