import datetime

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("procedures", "0004_form_set"),
    ]

    operations = [
        migrations.AddField(
            model_name="processingrules",
            name="cutoff",
            field=models.TimeField(
                default=datetime.time(15, 0),
                help_text="Paper dossiers accepted later are passed on at the start of the next working day, and results promised for the same day are due on the next one.",
                verbose_name="hour after which the next working day counts",
            ),
        ),
    ]
