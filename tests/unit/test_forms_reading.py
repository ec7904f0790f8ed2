"""A form is read into its questions, and what comes back into answers, with nothing dropped and no more work than is allowed."""

import pytest

from samutphok.forms.domain.answers import Answer, EntityPart, Round, read_answers, read_envelope
from samutphok.forms.domain.schema import Choice, QuestionKind, read_schema
from samutphok.forms.errors import NotAForm, OtherForm, UnsafeXml
from samutphok.kernel.errors import Bilingual

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
  xmlns:logbook="https://samutphok.org/xforms/logbook" xmlns:entities="http://www.opendatakit.org/xforms/entities">
 <h:head><h:title>เยี่ยมบ้าน</h:title><model>
  <itext>
   <translation lang="Thai (th)" default="true()">
    <text id="/data/household:label"><value>ครัวเรือน</value></text>
    <text id="name:label"><value> ชื่อ <output value="/data/household"/> </value></text>
    <text id="name:hint"><value>ตามบัตร</value></text>
    <text id="yn-0"><value>ใช่</value><value form="image">jr://images/yes.png</value></text>
    <text id="yn-1"><value>ไม่</value></text>
   </translation>
   <translation lang="English (en)">
    <text id="/data/household:label"><value>Household</value></text>
    <text id="name:hint"><value>-</value></text>
    <text id="yn-0"><value>Yes</value></text>
   </translation>
  </itext>
  <instance><data id="visit" version="2568010101">
   <household/><start/><members jr:template=""><name/><ill/></members><members><name/><ill/></members>
   <house><photo/><place/></house><note/><level/>
   <meta><entity dataset="households" update="1" id="" baseVersion=""><label/></entity><instanceID/><instanceName/></meta>
  </data></instance>
  <instance id="households" src="jr://file-csv/households.csv"/>
  <instance id="yn"><root>
   <item><itextId>yn-0</itextId><name>yes</name></item><item><itextId>yn-1</itextId><name>no</name></item>
  </root></instance>
  <bind nodeset="/data/household" type="string" required="true()" logbook:fact="household_id"/>
  <bind nodeset="/data/start" type="dateTime" jr:preload="timestamp"/>
  <bind nodeset="/data/members/name" type="string" relevant="/data/household != ''" logbook:fact="first_name"/>
  <bind nodeset="/data/house/photo" type="binary"/>
  <bind nodeset="/data/house/place" type="geopoint"/>
  <bind nodeset="/data/note" type="string" readonly="true()"/>
  <bind nodeset="/data/level" type="xsd:int" calculate="1 + 1"/>
 </model></h:head>
 <h:body>
  <select1 ref="/data/household"><label ref="jr:itext('/data/household:label')"/>
   <itemset nodeset="instance('households')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
  <group ref="/data/members"><label>สมาชิก</label><repeat nodeset="/data/members">
   <input ref="/data/members/name"><label ref="jr:itext('name:label')"/><hint ref="jr:itext('name:hint')"/></input>
   <select ref="ill"><label>ป่วย</label>
    <itemset nodeset="randomize(instance('yn')/root/item[name != ''])">
     <value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select>
  </repeat></group>
  <upload ref="/data/house/photo" mediatype="image/*"><label>ภาพ</label></upload>
  <input ref="/data/house/place"><label>ที่ตั้ง</label></input>
  <input ref="/data/note"><label>ขอบคุณ</label></input>
 </h:body>
</h:html>""".encode()

ANSWERS = """<?xml version="1.0"?>
<data id="visit" version="2568010101" xmlns:orx="http://openrosa.org/xforms">
 <household>h-1</household><start/>
 <members><name>กุ้งนาง\u200b ใจดี </name><ill>yes no</ill></members>
 <members/>
 <members><name>สมศรี</name><nickname>ศรี</nickname></members>
 <house><photo>1.jpg</photo><place>7.88 98.39 0 0</place></house>
 <orx:meta>
  <entity dataset="households" update="1" id="h-1" baseVersion="4" trunkVersion="" branchId="b"><label>บ้าน</label></entity>
 <orx:instanceID>uuid:1</orx:instanceID><orx:deprecatedID>uuid:0</orx:deprecatedID></orx:meta>
</data>""".encode()


def test_every_leaf_is_a_question_in_document_order():
    schema = read_schema(FORM)
    assert (schema.form_id, schema.version, schema.title, schema.root) == ("visit", "2568010101", "เยี่ยมบ้าน", "data")
    assert [("/".join(question.path), question.kind, question.asked) for question in schema.questions] == [
        ("household", QuestionKind.SELECT_ONE, True),
        ("start", QuestionKind.DATETIME, False),
        ("members/name", QuestionKind.TEXT, True),
        ("members/ill", QuestionKind.SELECT_MANY, True),
        ("house/photo", QuestionKind.FILE, True),
        ("house/place", QuestionKind.GEOPOINT, True),
        ("note", QuestionKind.TEXT, False),
        ("level", QuestionKind.INTEGER, False),
        ("meta/instanceName", QuestionKind.TEXT, False),
    ]
    assert schema.repeats == (("members",),)
    assert schema.entity_lists == ("households",)


def test_questions_say_what_they_feed_and_when_they_are_asked():
    household, _, name, ill, photo, *_ = read_schema(FORM).questions
    assert (household.fact, household.required, household.choices) == ("household_id", True, ())
    assert (name.fact, name.required, name.repeat, name.relevant) == (
        "first_name",
        False,
        ("members",),
        "/data/household != ''",
    )
    assert (ill.repeat, ill.fact, photo.media) == (("members",), "", "image/*")


def test_texts_are_in_both_languages_and_the_one_a_form_lacks_is_the_other():
    household, _, name, ill, _, _, note, level, _ = read_schema(FORM).questions
    assert household.label == Bilingual("ครัวเรือน", "Household")
    assert name.label == Bilingual("ชื่อ …", "ชื่อ …")
    assert name.hint == Bilingual("ตามบัตร", "ตามบัตร"), "a dash is pyxform's word for no text"
    assert ill.choices == (Choice("yes", Bilingual("ใช่", "Yes")), Choice("no", Bilingual("ไม่", "ไม่")))
    assert note.label == Bilingual("ขอบคุณ", "ขอบคุณ")
    assert level.label == Bilingual("", "")
    assert read_schema(FORM).groups[0].label == Bilingual("สมาชิก", "สมาชิก")


def test_answers_keep_every_byte_and_their_place_in_the_repeats():
    answers = read_answers(read_schema(FORM), ANSWERS)
    assert (answers.instance_id, answers.deprecated_id) == ("uuid:1", "uuid:0")
    assert answers.answers == (
        Answer(("household",), (), "h-1"),
        Answer(("members", "name"), (1,), "กุ้งนาง\u200b ใจดี "),
        Answer(("members", "ill"), (1,), "yes no"),
        Answer(("members", "name"), (3,), "สมศรี"),
        Answer(("house", "photo"), (), "1.jpg"),
        Answer(("house", "place"), (), "7.88 98.39 0 0"),
    )
    assert answers.rounds == (Round(("members",), (1,)), Round(("members",), (2,)), Round(("members",), (3,)))


def test_a_value_that_the_form_does_not_know_is_kept_as_unknown():
    answers = read_answers(read_schema(FORM), ANSWERS)
    assert answers.unknown == (Answer(("members", "nickname"), (3,), "ศรี"),)
    mixed = ANSWERS.replace(b"<photo>", b"stray<photo>").replace(b"</place>", b"</place>late")
    strays = [answer.value for answer in read_answers(read_schema(FORM), mixed).unknown]
    assert strays == ["ศรี", "stray", "late"]


def test_the_entity_part_says_which_row_it_changes_and_from_which_version():
    (entity,) = read_answers(read_schema(FORM), ANSWERS).entities
    assert entity == EntityPart(
        dataset="households",
        id="h-1",
        create=False,
        update=True,
        label="บ้าน",
        base_version=4,
        trunk_version=None,
        branch="b",
    )
    with pytest.raises(UnsafeXml):
        read_answers(read_schema(FORM), ANSWERS.replace(b'baseVersion="4"', b'baseVersion="four"'))


def test_the_envelope_is_read_before_any_schema_is_known():
    envelope = read_envelope(ANSWERS)
    assert (envelope.form_id, envelope.version, envelope.instance_id) == ("visit", "2568010101", "uuid:1")
    assert read_envelope(b"<data xmlns='urn:x'/>").form_id == "urn:x"
    assert read_envelope(b"<data/>").instance_id == ""


def test_answers_of_another_form_are_refused():
    with pytest.raises(OtherForm):
        read_answers(read_schema(FORM), ANSWERS.replace(b'id="visit"', b'id="find"'))


@pytest.mark.parametrize("part", [b"<model>", b"<h:body>", b"<instance>"], ids=["model", "body", "instance"])
def test_xml_without_a_part_that_every_form_has_is_no_form(part: bytes):
    ends = part.replace(b"<", b"</")
    with pytest.raises(NotAForm):
        read_schema(FORM.replace(part, part[:-1] + b"x>", 1).replace(ends, ends[:-1] + b"x>", 1))


def test_a_form_without_an_id_is_no_form():
    with pytest.raises(NotAForm, match="form_id"):
        read_schema(FORM.replace(b'<data id="visit"', b"<data"))


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><data id="visit">&b;</data>'
HOSTILE = {
    "entity-bomb": BOMB,
    "external-entity": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><data id="visit">&b;</data>',
    "external-dtd": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><data id="visit"/>',
    "deep": b"<data id='visit'>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</data>",
    "wide": b"<data id='visit'>" + b"<a/>" * 200_001 + b"</data>",
    "attributes": b"<data id='visit' " + b" ".join(b"a%d=''" % n for n in range(300)) + b"/>",
    "huge": b"<data id='visit'>" + b"a" * (8 * 1024**2) + b"</data>",
    "nul": b"<data id='visit'>\x00</data>",
    "control": b"<data id='visit'>\x01</data>",
    "not-utf-8": b"<data id='visit'>\xff</data>",
    "utf-16": '<?xml version="1.0" encoding="UTF-16"?><data id="visit"/>'.encode("utf-16"),
    "says-utf-7": b'<?xml version="1.0" encoding="UTF-7"?><data id="visit">+ADwAIQ-</data>',
    "says-latin": b'<?xml version="1.0" encoding="iso-8859-1"?><data id="visit"/>',
    "surrogate": b"<data id='visit'>\xed\xa0\x80</data>",
    "cut-off": b"<data id='visit'><a>",
    "twice": b"<data id='visit'/><data/>",
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_as_answers_and_as_a_form(name: str):
    with pytest.raises(UnsafeXml):
        read_envelope(HOSTILE[name])
    with pytest.raises(UnsafeXml):
        read_schema(HOSTILE[name])


def test_a_byte_order_mark_and_line_ends_change_nothing():
    schema = read_schema(FORM)
    assert read_answers(schema, b"\xef\xbb\xbf" + ANSWERS) == read_answers(schema, ANSWERS)
    assert read_answers(schema, ANSWERS.replace(b"\n", b"\r\n")) == read_answers(schema, ANSWERS)
