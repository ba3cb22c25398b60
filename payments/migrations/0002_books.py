# Invoices get payments of any kind, receipts, refunds and books.

from django.db import migrations, models


def fill(apps, _schema_editor):
    payments = apps.get_model("payments", "Payment")
    payments.objects.update(started_at=models.F("at"))


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RenameField("payment", "receipt_number", "reference"),
        migrations.AddField(
            "payment", "started_at", models.DateTimeField(null=True, verbose_name="started")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("payment", "started_at", models.DateTimeField(verbose_name="started")),
        migrations.AddField(
            "payment",
            "state",
            models.CharField(max_length=10, default="succeeded", verbose_name="state"),
        ),
    ]
