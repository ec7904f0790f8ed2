"""The audit page never shows a reader the name that an act has in the code."""

import re
from pathlib import Path

from django.utils.translation import override

import samutphok
from samutphok.targeting.domain.approval import Move
from samutphok.web.acts import ACTS, SUBJECTS, field_words

SOURCE = "\n".join(file.read_text() for file in sorted(Path(samutphok.__file__).parent.rglob("*.py")))


def test_each_act_that_is_recorded_has_words() -> None:
    recorded = set(re.findall(r'\bact="([\w.]+)"', SOURCE)) | {f"{move}_definition" for move in Move}
    assert len(recorded) > 30
    assert recorded - set(ACTS) == set()


def test_each_kind_of_record_has_words() -> None:
    kinds = set(re.findall(r'\bsubject=f"([\w-]+):', SOURCE))
    assert len(kinds) > 10
    assert kinds - set(SUBJECTS) == set()


def test_what_was_read_is_said_in_words_and_another_record_by_its_kind() -> None:
    fields = ("income", "version:2", "account:a0ee938f-d255")
    with override("th"):
        assert [field_words(field) for field in fields] == ["รายได้", "ฉบับที่ 2", "บัญชีผู้ใช้ a0ee938f"]
