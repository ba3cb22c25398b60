# Cash taken before there were books: a part that settles its invoice, and an entry.
# Its receipts were no electronic receipts of a series; their numbers stay as references.

from django.db import migrations


def book(apps, _schema_editor):
    payment_model = apps.get_model("payments", "Payment")
    part = apps.get_model("payments", "PaymentPart")
    entry = apps.get_model("payments", "Entry")
    line = apps.get_model("payments", "EntryLine")
    for payment in payment_model.objects.select_related("invoice").iterator(1000):
        part.objects.create(
            payment=payment, invoice_id=payment.invoice_id, amount=payment.amount, settles=True
        )
        written = entry.objects.create(
            kind="received", at=payment.at, payment=payment, key=f"received:{payment.pk}"
        )
        line.objects.create(entry=written, account=f"money:{payment.provider}", amount=payment.amount)
        for one in payment.invoice.lines:
            account = "income:charge" if one["kind"] == "charge" else "income:fee"
            if one["amount"]:
                line.objects.create(
                    entry=written,
                    account=account,
                    amount=-one["amount"],
                    invoice_id=payment.invoice_id,
                    fee=str(one["id"])[:64],
                )


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_parts_receipts_refunds_ledger")]

    operations = [migrations.RunPython(book, migrations.RunPython.noop)]
