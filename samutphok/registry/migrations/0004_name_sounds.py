"""How the words of the vocabulary sound. Words kept before are learned here, in pieces."""

from django.db import migrations, models

from samutphok.registry.domain.sounds import sounds

PIECE = 5_000


def learn(apps, _editor):
    word_of, sound_of = apps.get_model("registry", "NameWord"), apps.get_model("registry", "NameSound")
    waiting = []
    for word in word_of.objects.values_list("word", flat=True).order_by("pk").iterator(chunk_size=PIECE):
        waiting += [sound_of(sound=sound, word=word) for sound in sorted(sounds(word))]
        if len(waiting) >= PIECE:
            sound_of.objects.bulk_create(waiting, ignore_conflicts=True)
            waiting = []
    sound_of.objects.bulk_create(waiting, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_taken_back")]
    operations = [
        migrations.CreateModel(
            name="NameSound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sound", models.CharField(max_length=120)),
                ("word", models.CharField(max_length=120)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sound", "word"),
                        name="one_sound_per_word",
                        opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
                    )
                ]
            },
        ),
        migrations.RunPython(learn, migrations.RunPython.noop),
    ]
