"""Publishing forms: a version never changes, nothing is lost unseen, and what phones get is exactly what was published."""

import hashlib
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from form_files import examined, xform
from register_rows import NOW, viewer

from samutphok.access.domain import Role, Viewer
from samutphok.access.queries import field_operator
from samutphok.forms.actions import (
    foresee_form,
    publish_form,
    publish_shipped,
    retire_before,
    retire_version,
    shipped_forms,
)
from samutphok.forms.domain.answers import read_answers
from samutphok.forms.domain.differences import Change
from samutphok.forms.domain.published import FormFile
from samutphok.forms.errors import FormNotFound, MayNotPublish, VersionTaken, WouldLose
from samutphok.forms.models import FormVersion
from samutphok.forms.queries import form_file, form_page, form_xml, published, schema_of, versions
from samutphok.foundation.audit.models import Entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]

OFFICE = viewer("83", role=Role.PROVINCE)
OPERATOR = field_operator(now=NOW)


def publish(content: bytes, *, who: Viewer = OPERATOR, **options):
    return publish_form(viewer=who, examined=examined(content), now=NOW, **options)


def on_phones(who: Viewer = OPERATOR) -> list[tuple[str, str]]:
    return [(form.form_id, form.version) for form in published(viewer=who)]


def test_what_phones_get_is_byte_for_byte_what_was_published() -> None:
    content = xform("name", "age")
    form = publish(content).form
    assert form_xml(form_id="door", version="1") == content
    assert form.md5 == hashlib.md5(content).hexdigest()
    assert (form.sha256, form.size, form.questions) == (hashlib.sha256(content).hexdigest(), len(content), 2)
    assert schema_of(form_id="door", version="1").form_id == "door"
    assert Entry.objects.filter(act="publish_form", subject=f"form:{form.id}").count() == 1


def test_the_same_again_changes_nothing_and_other_bytes_are_refused() -> None:
    first = publish(xform("name")).form
    again = publish(xform("name"))
    assert (again.again, again.form.id) == (True, first.id)
    assert FormVersion.objects.count() == 1
    assert Entry.objects.filter(act="publish_form").count() == 1
    with pytest.raises(VersionTaken):
        publish(xform("name", "age"))
    with pytest.raises(VersionTaken), connection.cursor():
        publish_form(viewer=OPERATOR, examined=examined(xform("name"), {"a.png": b"x"}), now=NOW)
    assert form_xml(form_id="door", version="1") == xform("name")


def test_a_new_version_takes_the_place_of_the_one_before_which_stays_readable() -> None:
    publish(xform("name"))
    done = publish(xform("name", "age", version="2"))
    assert [(one.change, one.path) for one in done.differences] == [(Change.ADDED, ("age",))]
    assert on_phones() == [("door", "2")]
    assert form_xml(form_id="door", version="1") == xform("name")
    assert [(form.version, form.number) for form in versions(viewer=OPERATOR)] == [("2", 2), ("1", 1)]


LOSING = {
    "removed": (xform("name", "age"), xform("name", version="2")),
    "into a repeat": (xform("name", "age"), xform("name", version="2", repeat="age")),
    "out of a repeat": (xform("name", repeat="age"), xform("name", "age", version="2")),
}


@pytest.mark.parametrize("case", LOSING)
def test_a_version_that_loses_something_is_refused_unless_told_so(case: str) -> None:
    before, after = LOSING[case]
    publish(before)
    with pytest.raises(WouldLose, match="age") as refused:
        publish(after)
    assert len(refused.value.losses) == 1
    assert on_phones() == [("door", "1")]
    assert publish(after, allow_loss=True).differences[0].loses
    assert on_phones() == [("door", "2")]


def test_looking_first_writes_nothing_and_sees_what_publishing_would_do() -> None:
    assert not foresee_form(viewer=OPERATOR, examined=examined(xform("name"))).again
    assert FormVersion.objects.count() == 0
    publish(xform("name", "age"))
    foreseen = foresee_form(viewer=OPERATOR, examined=examined(xform("name", version="2")))
    assert [one.change for one in foreseen.differences] == [Change.REMOVED]
    assert foresee_form(viewer=OPERATOR, examined=examined(xform("name", "age"))).again
    with pytest.raises(VersionTaken):
        foresee_form(viewer=OPERATOR, examined=examined(xform("other")))


def test_a_retired_version_is_off_the_phones_and_its_answers_are_still_read() -> None:
    publish(xform("name"))
    publish(xform("name", "age", version="2"))
    retired = retire_version(viewer=OPERATOR, form_id="door", version="2", now=NOW)
    assert retired.retired_at == NOW
    assert on_phones() == [("door", "1")], "phones go back to the version before"
    retire_version(viewer=OPERATOR, form_id="door", version="2", now=NOW + timedelta(days=1))
    assert Entry.objects.filter(act="retire_form").count() == 1, "twice changes nothing"
    retire_version(viewer=OPERATOR, form_id="door", version="1", now=NOW)
    assert on_phones() == []
    sent = b'<data id="door" version="2"><age>7</age></data>'
    assert read_answers(schema_of(form_id="door", version="2"), sent).answers[0].value == "7"
    assert form_page(viewer=OPERATOR, form_id="door", version=None).form.version == "2"


def test_a_version_after_a_retired_one_is_compared_with_what_phones_have() -> None:
    publish(xform("name"))
    publish(xform("name", "age", version="2"))
    retire_version(viewer=OPERATOR, form_id="door", version="2", now=NOW)
    assert publish(xform("name", version="3")).differences == ()


def test_retiring_those_before_leaves_only_the_new_one() -> None:
    for number in ("1", "2"):
        publish(xform("name", version=number))
    newest = publish(xform("name", version="3")).form
    assert [form.version for form in retire_before(viewer=OPERATOR, form=newest, now=NOW)] == ["1", "2"]
    retire_version(viewer=OPERATOR, form_id="door", version="3", now=NOW)
    assert on_phones() == []


def test_phones_keep_the_order_in_which_forms_were_first_published() -> None:
    for form_id in ("visit", "aid", "find"):
        publish(xform("name", form_id=form_id))
    publish(xform("name", "age", form_id="visit", version="2"))
    assert on_phones() == [("visit", "2"), ("aid", "1"), ("find", "1")]


def test_files_of_a_form_are_kept_as_they_came() -> None:
    files = {"bowl.png": b"\x89PNG", "towns.csv": "name,label\n1,กะทู้\n".encode()}
    form = publish_form(viewer=OPERATOR, examined=examined(xform("name"), files), now=NOW).form
    assert form.files == tuple(
        FormFile(name, hashlib.md5(content).hexdigest(), len(content), media)
        for (name, content), media in zip(sorted(files.items()), ("image/png", "text/csv"), strict=True)
    )
    assert form_file(form_id="door", version="1", name="towns.csv") == files["towns.csv"]
    with pytest.raises(FormNotFound):
        form_file(form_id="door", version="1", name="../towns.csv")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROVINCE])
def test_only_a_provinces_office_publishes(role: Role) -> None:
    who = viewer("83", role=role)
    with pytest.raises(MayNotPublish):
        publish(xform("name"), who=who)
    publish(xform("name"), who=OFFICE)
    with pytest.raises(MayNotPublish):
        retire_version(viewer=who, form_id="door", version="1", now=NOW)


def test_an_office_changes_its_own_forms_and_nobody_elses() -> None:
    publish(xform("name"))
    with pytest.raises(MayNotPublish):
        publish(xform("name", "age", version="2"), who=OFFICE)
    with pytest.raises(MayNotPublish):
        publish(xform("name", form_id="own"), who=OFFICE, area="82")
    publish(xform("name", form_id="own"), who=OFFICE)
    with pytest.raises(MayNotPublish):
        publish(xform("name", form_id="own", version="2"), who=viewer("82", role=Role.PROVINCE))


def test_a_form_reaches_the_phones_of_its_own_area_and_those_of_the_country_everybody() -> None:
    publish(xform("name"))
    publish(xform("name", form_id="own"), who=OFFICE)
    assert on_phones(viewer("83010101", role=Role.VOLUNTEER)) == [("door", "1"), ("own", "1")]
    assert on_phones(viewer("82010101", role=Role.VOLUNTEER)) == [("door", "1")]
    assert on_phones(Viewer("nobody", "nobody", (), now=NOW)) == []
    with pytest.raises(FormNotFound):
        form_page(viewer=viewer("82"), form_id="own", version=None)


def test_the_products_forms_are_published_once_without_any_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert len(publish_shipped(viewer=OPERATOR, now=NOW)) == len(shipped_forms())
    assert publish_shipped(viewer=OPERATOR, now=NOW) == ()
    assert [form.form_id for form in published(viewer=OPERATOR)][:4] == ["logbook", "visit", "find", "verify"]
    assert all(form.validated and form.area == "" for form in published(viewer=OPERATOR))


def test_what_is_absent_is_not_found() -> None:
    for read in (form_xml, schema_of):
        with pytest.raises(FormNotFound):
            read(form_id="door", version="1")
    with pytest.raises(FormNotFound):
        retire_version(viewer=OPERATOR, form_id="door", version="1", now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_offices_that_publish_one_version_at_once_publish_it_once() -> None:
    both, said = Barrier(2), []

    def try_it(content: bytes) -> None:
        both.wait()
        try:
            said.append(publish(content).again)
        except VersionTaken:
            said.append("taken")
        finally:
            connection.close()

    threads = [Thread(target=try_it, args=[xform("name", *more)]) for more in ((), ("age",))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, said)) == ["False", "taken"]
    assert FormVersion.objects.count() == 1
