from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from dossiers.word_index import lay


def lay_index(apps: Any, schema_editor: Any) -> None:
    """Where the extension may not be made, names are found without it; `index_dossiers` tries again."""
    if why := lay(schema_editor.connection):
        print(f"\n  No index of words: {why}")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0011_open_and_ended")]

    operations = [
        migrations.CreateModel(
            name="DossierKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=40)),
                (
                    "dossier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "number a dossier is found by",
                "verbose_name_plural": "numbers dossiers are found by",
                "indexes": [models.Index(fields=["digest"], name="dossier_by_number")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dossier", "digest"), name="one_key_per_dossier_and_number"
                    )
                ],
            },
        ),
        migrations.RunPython(lay_index, migrations.RunPython.noop),
    ]
