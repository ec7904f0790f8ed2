"""Roles as people call them."""

from collections.abc import Mapping

from samutphok.access.domain.roles import Action, Role, Sensitivity
from samutphok.kernel.errors import Bilingual

ROLE_LABELS: Mapping[Role, Bilingual] = {
    Role.NATIONAL: Bilingual("ส่วนกลาง", "National desk"),
    Role.GOVERNOR: Bilingual("ผู้ว่าราชการจังหวัด", "Governor"),
    Role.PROVINCE: Bilingual("จังหวัด (พมจ. One Home)", "Province (พมจ., One Home)"),
    Role.AMPHOE: Bilingual("อำเภอ", "Amphoe"),
    Role.TAMBON: Bilingual("ตำบล", "Tambon"),
    Role.VOLUNTEER: Bilingual("อาสาสมัคร (อพม. อสม.)", "Volunteer (อพม., อสม.)"),
    Role.AGENCY_OFFICER: Bilingual("เจ้าหน้าที่หน่วยงาน", "Agency officer"),
    Role.HOTLINE: Bilingual("ศูนย์ช่วยเหลือสังคม สายด่วน 1300", "Hotline 1300"),
    Role.HOME_STAFF: Bilingual("เจ้าหน้าที่บ้านกลาง", "Staff of a Ban Klang"),
    Role.SUPPORTER: Bilingual("ผู้สนับสนุนภาคเอกชน", "Private supporter"),
    Role.VERIFIER: Bilingual("ทีมตรวจสอบข้อมูล", "Verification team"),
    Role.AUDITOR: Bilingual("ผู้ตรวจสอบการใช้ระบบ", "Auditor"),
    Role.ADMINISTRATOR: Bilingual("ผู้ดูแลบัญชีผู้ใช้", "Account administrator"),
}

# What a role may do, as one says it to the person who holds it: 'you may …'.
ACTION_LABELS: Mapping[Action, Bilingual] = {
    Action.VIEW_COUNTS: Bilingual("ดูจำนวนและสัดส่วนของพื้นที่", "see the numbers of the area"),
    Action.LIST_HOUSEHOLDS: Bilingual("ค้นหาและเปิดรายชื่อครอบครัว", "search and list families"),
    Action.VIEW_HOUSEHOLD: Bilingual("เปิดสมุดพกของครอบครัว", "open a family's logbook"),
    Action.EXPORT_HOUSEHOLDS: Bilingual("ดาวน์โหลดรายชื่อครอบครัวเป็นไฟล์", "take lists of families away as files"),
    Action.RECEIVE_REGISTER: Bilingual("รับไฟล์ทะเบียนเข้าระบบ", "receive register files"),
    Action.DECIDE_LINK: Bilingual("ตัดสินข้อมูลที่สงสัยว่าเป็นคนละคน", "decide rows in doubt"),
    Action.DRAW_LIST: Bilingual("จัดทำบัญชีเป้าหมาย", "draw target lists"),
    Action.MANAGE_ACCOUNTS: Bilingual("ดูแลบัญชีผู้ใช้และสิทธิ์", "manage accounts and grants"),
    Action.READ_AUDIT: Bilingual("อ่านบันทึกการใช้งาน", "read the audit trail"),
    Action.VIEW_ACCESS: Bilingual("ดูว่าใครเห็นอะไรในพื้นที่", "see who may see what in the area"),
    Action.VIEW_OPENINGS: Bilingual("ดูว่าใครเปิดสมุดพกของครอบครัวใด", "see who has opened a family's logbook"),
    Action.ADD_DOCUMENT: Bilingual("เพิ่มเอกสารและภาพถ่ายของครอบครัว", "add documents and photographs of a family"),
    Action.EDIT_DEFINITION: Bilingual("เขียนและเสนอนิยามท้องถิ่น", "write and propose a local definition"),
    Action.APPROVE_DEFINITION: Bilingual(
        "อนุมัตินิยามท้องถิ่นที่ผู้อื่นเสนอ", "approve a local definition that somebody else proposed"
    ),
    Action.WRITE_NOTICE: Bilingual("ส่งหนังสือแจ้งและติดตามผู้ที่ยังไม่อ่าน", "write notices and see who has not read them"),
    Action.MANAGE_FIELDWORK: Bilingual(
        "ดูแลอาสาสมัคร โทรศัพท์ของอาสาสมัคร และมอบหมายครอบครัวที่ต้องเยี่ยม",
        "look after volunteers and their phones, and say who visits which family",
    ),
    Action.JOIN_VISIT: Bilingual(
        "กรอกส่วนของตนเมื่อหลายหน่วยงานเยี่ยมบ้านร่วมกัน", "fill your own part when several agencies visit a family together"
    ),
    Action.RESOLVE_CONFLICT: Bilingual(
        "ตัดสินเมื่อการเยี่ยมสองครั้งให้ข้อมูลไม่ตรงกัน", "decide when two visits to a family disagree"
    ),
    Action.PUBLISH_FORM: Bilingual("เผยแพร่แบบเก็บข้อมูลให้อาสาสมัครในพื้นที่", "publish forms for the volunteers of the area"),
    Action.TAKE_REQUEST: Bilingual(
        "รับเรื่องขอความช่วยเหลือและติดตามจนมีคำตอบ", "take requests for help and see them answered"
    ),
    Action.WORK_CASE: Bilingual(
        "เปิดเคส วางแผน ส่งต่อ ติดตาม และปิดเคสของครอบครัว", "open, plan, refer, follow and close families' cases"
    ),
    Action.SUPERVISE_CASES: Bilingual(
        "ดูเคสและการส่งต่อที่ล่าช้า และมอบหมายผู้รับผิดชอบใหม่", "see cases and referrals that are late, and hand them to others"
    ),
    Action.ANSWER_REFERRAL: Bilingual(
        "รับและตอบเรื่องที่ส่งต่อมายังหน่วยงานของตน", "take and answer what is referred to your agency"
    ),
    Action.GIVE_HELP: Bilingual("บันทึกความช่วยเหลือและยื่นขอเงินสงเคราะห์", "record help given and apply for aid"),
    Action.APPROVE_AID: Bilingual("อนุมัติเงินสงเคราะห์ที่ผู้อื่นเสนอ", "approve aid that somebody else applied for"),
    Action.MANAGE_HOME: Bilingual("ดูแลบ้านกลาง ผู้พักอาศัย และคิวรอ", "run a Ban Klang, its guests and its waiting list"),
    Action.MANAGE_PROGRAMME: Bilingual(
        "ดูแลโครงการ พื้นที่ ภาคี และครอบครัวเป้าหมาย", "look after programmes, their areas, partners and families"
    ),
    Action.REPORT_PROGRAMME: Bilingual("รายงานผลของหน่วยงานตนในโครงการ", "report what your agency did in a programme"),
    Action.MANAGE_PARTNERS: Bilingual(
        "ดูแลทำเนียบหน่วยงาน บริการ และจำนวนที่รับได้", "look after the directory of agencies, services and free places"
    ),
    Action.PLEDGE: Bilingual("ดูความต้องการที่ไม่ระบุชื่อ และเสนอให้การสนับสนุน", "see needs without names, and promise support"),
    Action.MANAGE_MESSAGES: Bilingual("ดูข้อความที่ส่งไม่สำเร็จ", "see messages that could not be sent"),
    Action.SHARE_OUT: Bilingual("เสนอว่าครอบครัวใดควรได้สิ่งที่มีจำกัด", "propose which families get what is scarce"),
    Action.APPROVE_SHARES: Bilingual("อนุมัติการจัดสรรที่ผู้อื่นเสนอ", "approve shares that somebody else proposed"),
    Action.MANAGE_COURSES: Bilingual(
        "ดูแลอาชีพ หลักสูตร ที่นั่ง และรอบรับสมัคร", "look after occupations, courses, seats and intakes"
    ),
    Action.TRY_SCENARIO: Bilingual("ลองสถานการณ์สมมุติจากตัวเลข", "try what-if scenarios on numbers"),
    Action.CHECK_DATA: Bilingual(
        "ตรวจความถูกต้องของข้อมูล สุ่มครัวเรือนเยี่ยมซ้ำ และส่งข้อพบให้แก้ไข",
        "check data, draw families to visit again, and send findings",
    ),
    Action.MEND_DATA: Bilingual("แก้ข้อมูลตามข้อพบ หรือชี้แจงว่าถูกต้องแล้ว", "mend what was found, or say why it stands"),
    Action.WORK_PROTECTED: Bilingual(
        "ทำงานเรื่องคุ้มครองพิเศษในทีมที่ได้รับมอบหมาย", "work on protected matters in a team that names you"
    ),
}

# What is met of a family at each sensitivity.
SENSITIVITY_LABELS: Mapping[Sensitivity, Bilingual] = {
    Sensitivity.S0: Bilingual("เฉพาะตัวเลข ไม่เห็นรายบุคคล", "numbers only, no families"),
    Sensitivity.S1: Bilingual(
        "ชื่อ สมาชิก และที่อยู่ ไม่เห็นความยากจน สุขภาพ และความพิการ",
        "names, members and places, not poverty, health or disability",
    ),
    Sensitivity.S2: Bilingual(
        "ชื่อ ที่อยู่ รายได้ สุขภาพ ความพิการ และความช่วยเหลือที่ได้รับ",
        "names, places, income, health, disability and help received",
    ),
    Sensitivity.S3: Bilingual("เรื่องที่เปิดเฉพาะทีมที่ได้รับมอบหมาย", "what only the named case team sees"),
}
