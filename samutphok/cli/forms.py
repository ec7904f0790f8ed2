"""`samutphok forms`: publish a form, list and show what is published, retire a version."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from samutphok.access.queries import field_operator
from samutphok.forms.actions import (
    ExaminedForm,
    SentForm,
    examine_form,
    foresee_form,
    publish_form,
    retire_before,
    retire_version,
)
from samutphok.forms.domain.differences import Difference
from samutphok.forms.domain.published import PublishedForm
from samutphok.forms.domain.question import Question
from samutphok.forms.domain.wording import KINDS, told
from samutphok.forms.errors import FormNotFound
from samutphok.forms.queries import published, schema_of, versions
from samutphok.kernel.errors import Bilingual, InvalidInput


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `forms` and its verbs."""
    parser = subparsers.add_parser("forms", help="forms that are asked at the door; see docs/forms.md")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    look = verbs.add_parser("check", help="what publishing would say; nothing is published")
    _add_file(look)
    look.add_argument("--xform", type=Path, metavar="OUT", help="where to write the XForm")
    look.set_defaults(verb_run=_check)
    publish = verbs.add_parser("publish", help="check a form and put it on the phones")
    _add_file(publish)
    publish.add_argument("--allow-loss", action="store_true", help="although it asks less than the version before")
    publish.add_argument("--retire", action="store_true", help="retire the versions before it")
    publish.set_defaults(verb_run=_publish)
    verbs.add_parser("list", help="what phones get, in their order").set_defaults(verb_run=_list)
    show = verbs.add_parser("show", help="a form's versions and questions")
    show.add_argument("form", metavar="FORM_ID")
    show.add_argument("--version", help="this version (default: the newest)")
    show.set_defaults(verb_run=_show)
    retire = verbs.add_parser("retire", help="take a version off the phones; what it brought back stays")
    retire.add_argument("form", metavar="FORM_ID")
    retire.add_argument("version", metavar="VERSION")
    retire.set_defaults(verb_run=_retire)


def run(args: argparse.Namespace) -> int:
    """Does what the verb says; 0 when done."""
    return int(args.verb_run(args))


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=".xlsx (XLSForm) or .xml (XForm)")
    parser.add_argument("--media", type=Path, metavar="FOLDER", help="pictures and tables that the form shows")
    parser.add_argument("--area", default="", help="whose form it is: an area code (default: the whole country)")


def _check(args: argparse.Namespace) -> int:
    examined = _examined(args)
    foreseen = foresee_form(viewer=field_operator(now=timezone.now()), examined=examined, area=args.area)
    _tell(foreseen.differences)
    if args.xform:
        args.xform.write_bytes(examined.xform)
    schema = examined.schema
    state = "is published already" if foreseen.again else "would be published"
    print(f"{schema.form_id} {schema.version}: {state} ({len(schema.fed)} facts for the logbook)")
    return 1 if any(one.loses for one in foreseen.differences) else 0


def _examined(args: argparse.Namespace) -> ExaminedForm:
    examined = examine_form(SentForm(args.file.name, args.file.read_bytes(), _media(args.media)))
    for warning in examined.warnings:
        print(f"warning: {warning.en}", file=sys.stderr)
    return examined


def _tell(differences: Iterable[Difference]) -> None:
    for difference in differences:
        print(f"{'lost' if difference.loses else 'changed'}: {told(difference).en}", file=sys.stderr)


def _publish(args: argparse.Namespace) -> int:
    now = timezone.now()
    examined, viewer = _examined(args), field_operator(now=now)
    done = publish_form(viewer=viewer, examined=examined, area=args.area, allow_loss=args.allow_loss, now=now)
    _tell(done.differences)
    for old in retire_before(viewer=viewer, form=done.form, now=now) if args.retire else ():
        print(f"retired: {old.form_id} {old.version}", file=sys.stderr)
    state = "was published before; nothing was changed" if done.again else "published"
    print(f"{done.form.form_id} {done.form.version}: {state} (md5 {done.form.md5}, {done.form.questions} questions)")
    return 0


def _media(folder: Path | None) -> dict[str, bytes]:
    if folder is None:
        return {}
    if not folder.is_dir():
        raise InvalidInput(
            problem=Bilingual(f"ไม่พบโฟลเดอร์ {folder}", f"There is no folder {folder}."),
            remedy=Bilingual("ระบุโฟลเดอร์ที่มีไฟล์ประกอบของแบบ", "Name the folder that holds the form's files."),
        )
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink()
    }


def _list(_args: argparse.Namespace) -> int:
    for form in published(viewer=field_operator(now=timezone.now())):
        print("\t".join((form.form_id, form.version, form.title, f"{form.questions} questions", f"md5:{form.md5}")))
    return 0


def _show(args: argparse.Namespace) -> int:
    found = versions(viewer=field_operator(now=timezone.now()), form_id=args.form)
    chosen = next((form for form in found if args.version in (None, form.version)), None)
    if chosen is None:
        raise FormNotFound
    for form in found:
        print(
            f"{'*' if form is chosen else ' '} {form.version}\t{timezone.localdate(form.published_at):%Y-%m-%d}\t{_state(form)}",
            file=sys.stderr,
        )
    for warning in chosen.warnings:
        print(f"warning: {warning.en}", file=sys.stderr)
    for question in schema_of(form_id=chosen.form_id, version=chosen.version).questions:
        print(_line(question))
    return 0


def _line(question: Question) -> str:
    asked = "asked" if question.asked else "note" if question.note else "not asked"
    return "\t".join(("/".join(question.path), KINDS[question.kind].en, asked, question.fact, question.label.th))


def _retire(args: argparse.Namespace) -> int:
    now = timezone.now()
    form = retire_version(viewer=field_operator(now=now), form_id=args.form, version=args.version, now=now)
    print(f"{form.form_id} {form.version}: {_state(form)}")
    return 0


def _state(form: PublishedForm) -> str:
    return "in use" if form.retired_at is None else f"retired {timezone.localdate(form.retired_at):%Y-%m-%d}"
