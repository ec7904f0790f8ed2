"""Forms with every version that was published, and the files that a version shows. A version never changes."""

import uuid

from django.db import models

from samutphok.forms.domain.published import ID_LENGTH, FormFile, PublishedForm
from samutphok.kernel.errors import Bilingual


class Form(models.Model):
    """A form under its id. area: prefix of the area whose office looks after it, '' the whole country."""

    form_id = models.CharField(max_length=ID_LENGTH, unique=True)
    area = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return f"form:{self.form_id}"


class FormVersion(models.Model):
    """A version as it was published. xform: the bytes that phones get. md5, sha256: of exactly these bytes.

    warnings: what the checks remarked, as [Thai, English]. validated: ODK Validate accepted it. source: the name of the
    file that it came from. retired_at: phones do not get it any more; what they send by it is read all the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()  # in the order of publishing, from 1
    version = models.CharField(max_length=ID_LENGTH, blank=True)
    title = models.CharField(max_length=300)
    xform = models.BinaryField()
    size = models.PositiveIntegerField()
    md5 = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    questions = models.PositiveIntegerField()  # that somebody is asked
    warnings = models.JSONField(default=list)
    validated = models.BooleanField()
    source = models.CharField(max_length=200)
    published_by = models.CharField(max_length=60)
    published_at = models.DateTimeField()
    retired_by = models.CharField(max_length=60, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "version"], name="form_version_once"),
            models.UniqueConstraint(fields=["form", "number"], name="form_version_in_order"),
        ]

    def __str__(self) -> str:
        return f"form:{self.form_id}:{self.version}"

    def view(self) -> PublishedForm:
        """The frozen view of it, without the bytes; `form` and `files` are loaded with it."""
        return PublishedForm(
            id=self.id,
            form_id=self.form.form_id,
            version=self.version,
            number=self.number,
            title=self.title,
            area=self.form.area,
            md5=self.md5,
            sha256=self.sha256,
            size=self.size,
            questions=self.questions,
            warnings=tuple(Bilingual(th, en) for th, en in self.warnings),
            validated=self.validated,
            source=self.source,
            published_by=self.published_by,
            published_at=self.published_at,
            retired_at=self.retired_at,
            files=tuple(FormFile(file.name, file.md5, file.size, file.media) for file in self.files.all()),
        )


class VersionFile(models.Model):
    """A picture, sound, or table that a version shows, under the name by which the form speaks of it."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=ID_LENGTH)
    media = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    md5 = models.CharField(max_length=32)
    content = models.BinaryField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="form_file_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.name}"
