"""One-time codes, and the areas of grants as rows, filled from the grants that stand."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, _editor):
    """One row for each area of each grant; the country is ''."""
    areas = apps.get_model("access", "GrantedArea")
    grants = apps.get_model("access", "GivenGrant").objects.values_list("pk", "areas").iterator(chunk_size=2000)
    rows = (
        areas(grant_id=grant, code="" if code == "TH" else code) for grant, codes in grants for code in sorted(set(codes))
    )
    areas.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="one_time_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="GrantedArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16)),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="access.givengrant"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["code", "grant"], name="granted_area_code")],
                "constraints": [models.UniqueConstraint(fields=("grant", "code"), name="granted_area_once")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
