from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_what_was_paid_before")]

    operations = [migrations.RemoveField("payment", "invoice")]
