from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("aid", "0002_entries_are_never_changed")]

    operations = [
        migrations.AddField(
            model_name="pledge",
            name="number",
            field=models.CharField(max_length=40, unique=True),
            preserve_default=False,
        ),
    ]
