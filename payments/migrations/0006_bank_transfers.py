import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Sum


def say_what_is_held(apps, schema_editor):
    """What of a payment lies on `held` is written on the payment."""
    Payment, EntryLine = (apps.get_model("payments", name) for name in ("Payment", "EntryLine"))
    lines = EntryLine.objects.filter(account="held", entry__payment__isnull=False).order_by()
    for row in lines.values("entry__payment").annotate(held=-Sum("amount")).filter(held__gt=0):
        Payment.objects.filter(pk=row["entry__payment"]).update(held=row["held"])


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0005_payments_name_no_invoice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="held",
            field=models.PositiveBigIntegerField(
                default=0,
                help_text="đồng of it that settle nothing and are still here; see ledger.py",
                verbose_name="held",
            ),
        ),
        migrations.AlterField(
            model_name="refund",
            name="reason",
            field=models.CharField(
                choices=[
                    ("refused_dossier", "The dossier was not accepted or was stopped"),
                    ("overpaid", "More was paid than was due"),
                    ("paid_twice", "It was paid twice"),
                    ("paid_late", "It was paid after it was no longer due"),
                    ("mistake", "The fee was set by mistake"),
                    ("not_ours", "The transfer was not meant for us"),
                ],
                max_length=20,
                verbose_name="reason",
            ),
        ),
        migrations.CreateModel(
            name="BankStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agency_code", models.CharField(blank=True, max_length=32, verbose_name="agency")),
                ("name", models.CharField(max_length=200, verbose_name="file")),
                ("taken_in_at", models.DateTimeField(verbose_name="taken in")),
                ("first_day", models.DateField(null=True, verbose_name="first day")),
                ("last_day", models.DateField(null=True, verbose_name="last day")),
                ("figures", models.JSONField(help_text="{matched, held, known, outgoing, bad}: numbers of lines")),
                ("problems", models.JSONField(help_text="[[line, code, what stands there]], see payments/bank/lines.py")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="payments.provideraccount",
                    ),
                ),
                (
                    "taken_in_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "bank statement",
                "verbose_name_plural": "bank statements",
                "ordering": ["-taken_in_at"],
                "indexes": [models.Index(fields=["agency_code", "-taken_in_at"], name="statement_of_agency")],
            },
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("held__gt", 0)),
                fields=["provider", "agency_code", "-at"],
                name="payment_held",
            ),
        ),
        migrations.RunPython(say_what_is_held, migrations.RunPython.noop),
    ]
