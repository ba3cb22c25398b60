# What is looked for at the desk, what is counted in a drawer, who gave money back by hand.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rules.text import fold


def find_again(apps, _schema_editor):
    invoices = apps.get_model("payments", "Invoice").objects
    for invoice in invoices.only("reference", "about").iterator(1000):
        code = str(invoice.about.get("code", ""))[:64]
        words = fold(f"{invoice.reference} {code} {invoice.about.get('payer', '')}")[:400]
        invoices.filter(pk=invoice.pk).update(code=code, words=words)


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0007_reconciliations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "invoice",
            "code",
            models.CharField(blank=True, db_index=True, max_length=64, verbose_name="dossier code"),
        ),
        migrations.AddField(
            "invoice",
            "words",
            models.CharField(
                blank=True,
                help_text="reference, code and payer, folded: what cashiers look for",
                max_length=400,
            ),
        ),
        migrations.AddField(
            "cashsession",
            "counts",
            models.JSONField(default=dict, help_text='{"500000": 3}: how many notes of each kind'),
        ),
        migrations.AddField(
            "cashsession",
            "handed_to",
            models.CharField(blank=True, max_length=150, verbose_name="handed over to"),
        ),
        migrations.AddField(
            "refund",
            "done_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            "cashsession", models.Index(fields=["agency_code", "-opened_at"], name="session_of_agency")
        ),
        migrations.AddIndex("receipt", models.Index(fields=["series", "-issued_at"], name="receipt_by_day")),
        migrations.AddIndex("refund", models.Index(fields=["state", "-asked_at"], name="refund_by_state")),
        migrations.RunPython(find_again, migrations.RunPython.noop),
    ]
