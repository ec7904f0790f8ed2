"""Small forms for tests: XLSForms as spreadsheets, and XForms as text."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from samutphok.forms.actions import ExaminedForm
from samutphok.forms.domain.schema import read_schema

Row = Mapping[str, str]
VISIT: Sequence[Row] = (
    {"type": "text", "name": "name", "label::Thai (th)": "ชื่อ", "label::English (en)": "Name"},
    {"type": "integer", "name": "age", "label::Thai (th)": "อายุ", "label::English (en)": "Age"},
    {"type": "select_one yn", "name": "ill", "label::Thai (th)": "ป่วย", "label::English (en)": "Ill"},
)
YES_NO: Sequence[Row] = (
    {"list_name": "yn", "name": "yes", "label::Thai (th)": "ใช่", "label::English (en)": "Yes"},
    {"list_name": "yn", "name": "no", "label::Thai (th)": "ไม่", "label::English (en)": "No"},
)


def xlsform(
    survey: Sequence[Row] = VISIT,
    choices: Sequence[Row] = YES_NO,
    *,
    form_id: str = "door",
    version: str = "1",
    **settings: str,
) -> bytes:
    """An .xlsx as an office would write it; a value that begins with '=' becomes a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        head = {
            "form_title": "แบบทดสอบ",
            "form_id": form_id,
            "version": version,
            "default_language": "Thai (th)",
        } | settings
        head["namespaces"] = 'logbook="https://samutphok.org/xforms/logbook"'
        for name, rows in (("survey", survey), ("choices", choices), ("settings", [head])):
            sheet = book.add_worksheet(name)
            columns = list(dict.fromkeys(column for row in rows for column in row))
            sheet.write_row(0, 0, columns)
            for place, row in enumerate(rows, start=1):
                for column, value in row.items():
                    sheet.write(place, columns.index(column), value)
    return file.getvalue()


def xform(*questions: str, form_id: str = "door", version: str = "1", repeat: str = "") -> bytes:
    """An XForm of text questions; `repeat` names one more that stands in a repeat called 'member'."""
    within = f"<member><{repeat}/></member>" if repeat else ""
    nodes = "".join(f"<{name}/>" for name in questions)
    inputs = "".join(f'<input ref="/data/{name}"><label>{name}?</label></input>' for name in questions)
    if repeat:
        asked = f'<input ref="/data/member/{repeat}"><label>{repeat}?</label></input>'
        inputs += f'<group ref="/data/member"><repeat nodeset="/data/member">{asked}</repeat></group>'
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>แบบ</h:title>'
        f'<model><instance><data id="{form_id}" version="{version}">{nodes}{within}<meta><instanceID/></meta></data></instance>'
        f"</model></h:head><h:body>{inputs}</h:body></h:html>"
    ).encode()


def examined(content: bytes, files: Mapping[str, bytes] | None = None, *, source: str = "door.xlsx") -> ExaminedForm:
    """An XForm as if every check had accepted it: what publishing does is tested apart from what checking finds."""
    return ExaminedForm(read_schema(content), content, files or {}, (), validated=True, source=source)
