"""The columns of the five register files, in the words of the offices that send them.

The BMN survey and the welfare register carry the canonical names, because `samutphok target` reads both files directly;
the other three carry Thai headers as the offices type them, so that the intake has to recognise them. Values: dates in
the Buddhist era in several formats, numbers of people with dashes and Thai digits, zeros lost, areas of 6 or 8 digits.

| register | file | encoding |
|---|---|---|
| bmn_survey | bmn_survey.csv | UTF-8 with BOM |
| state_welfare | state_welfare.csv | UTF-8 |
| disability | disability.csv | UTF-8 with BOM |
| elderly_allowance | elderly_allowance.xlsx | (a worksheet) |
| provincial_aid | provincial_aid.csv | TIS-620 |
"""

BMN_SURVEY = (
    "survey_row_id",
    "pid",
    "house_code",
    "family_no",
    "area_code",
    "title",
    "first_name",
    "last_name",
    "sex",
    "birth_date",
    "income_per_person",
    *(f"bmn{number}" for number in range(1, 32)),
)

STATE_WELFARE = ("pid", "title", "first_name", "last_name", "birth_date", "area_code", "validated")

# Canonical name of the intake -> header in the file.
DISABILITY = {
    "row": "ลำดับที่",
    "pid": "เลขประจำตัวประชาชน",
    "title": "คำนำหน้าชื่อ",
    "first_name": "ชื่อ",
    "last_name": "นามสกุล",
    "sex": "เพศ",
    "birth_date": "วันเดือนปีเกิด",
    "area_code": "รหัสพื้นที่",
    "house_code": "รหัสประจำบ้าน",
    "disability_type": "ประเภทความพิการ",
    "card_issued_on": "วันที่ออกบัตร",
    "card_expires_on": "วันที่บัตรหมดอายุ",
}

ELDERLY_ALLOWANCE = {
    "row": "ลำดับที่",
    "pid": "เลขประจำตัวประชาชน",
    "title": "คำนำหน้าชื่อ",
    "first_name": "ชื่อ",
    "last_name": "นามสกุล",
    "sex": "เพศ",
    "birth_date": "วันเดือนปีเกิด",
    "area_code": "รหัสพื้นที่",
    "paid_by": "หน่วยงานที่จ่าย",
    "monthly_amount": "จำนวนเงินต่อเดือน",
    "since": "เริ่มรับเมื่อ",
}

PROVINCIAL_AID = {
    "row": "ลำดับที่",
    "pid": "เลขบัตรประชาชน",
    "title": "คำนำหน้า",
    "first_name": "ชื่อ",
    "last_name": "สกุล",
    "area_code": "รหัสตำบล",
    "aid_kind": "ประเภทความช่วยเหลือ",
    "amount": "จำนวนเงิน",
    "paid_on": "วันที่จ่ายเงิน",
    "agency": "หน่วยงาน",
}
