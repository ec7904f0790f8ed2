"""What can be wrong with an account, a grant or a login."""

from samutphok.kernel.errors import Bilingual, Conflict, Forbidden, InvalidInput, NotFound


class AccountNotFound(NotFound):
    """No such account, or none that this viewer manages."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบบัญชีผู้ใช้", "There is no such account."),
            remedy=Bilingual("ตรวจสอบชื่อบัญชี", "Check the account's name."),
        )


class GrantNotFound(NotFound):
    """No such grant, or none that this viewer may withdraw."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบสิทธิ์นี้", "There is no such grant."),
            remedy=Bilingual("เปิดหน้าบัญชีใหม่อีกครั้ง", "Open the account again."),
        )


class UsernameTaken(Conflict):
    """Another account has this user name."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("มีผู้ใช้ชื่อบัญชีนี้แล้ว", "Another account has this user name."),
            remedy=Bilingual("ใช้ชื่ออื่น", "Choose another name."),
        )


class BadAccount(InvalidInput):
    """A user name, password, e-mail address or language that cannot be taken."""


class BadGrant(InvalidInput):
    """A grant that makes no sense: no area, an area too wide for the role, an end before the start."""


class MayNotManage(Forbidden):
    """The viewer manages no accounts, or gives more than they hold, or gives to themselves."""


class NotADemo(NotFound):
    """One-click accounts exist on a demo only; elsewhere their address is as good as absent."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ระบบนี้ไม่ใช่ระบบสาธิต", "This installation is not a demo."),
            remedy=Bilingual(
                "เข้าสู่ระบบด้วยชื่อบัญชีและรหัสผ่าน ระบบสาธิตต้องตั้ง SAMUTPHOK_DEMO=1",
                "Log in with user name and password; a demo is one that runs with SAMUTPHOK_DEMO=1.",
            ),
        )


class TooWide(MayNotManage):
    """The grant reaches further than the giver's own."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("สิทธิ์ที่จะให้กว้างกว่าสิทธิ์ของผู้ให้", "The grant is wider than the giver's own."),
            remedy=Bilingual(
                "จำกัดพื้นที่ หน่วยงาน และวันสิ้นสุด ให้อยู่ในสิทธิ์ของผู้ให้ หรือให้ผู้ดูแลระดับสูงกว่าเป็นผู้ให้",
                "Keep area, agency and end within the giver's grant, or ask an administrator who holds more.",
            ),
        )


class OwnAccount(MayNotManage):
    """Nobody gives to, takes from or disables their own account."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("จัดการสิทธิ์ของบัญชีตนเองไม่ได้", "Nobody manages the grants of their own account."),
            remedy=Bilingual("ให้ผู้ดูแลอีกคนดำเนินการ", "Ask another administrator."),
        )


class NotAnAdministrator(MayNotManage):
    """The viewer manages no accounts."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("บัญชีนี้ไม่มีสิทธิ์จัดการผู้ใช้", "This account manages no accounts."),
            remedy=Bilingual("ติดต่อผู้ดูแลระบบ", "Ask an administrator."),
        )


class AreaNotFound(NotFound):
    """No such area, or none of which the viewer may see who may see what."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบพื้นที่นี้", "There is no such area."),
            remedy=Bilingual("เลือกพื้นที่จากรายการ", "Choose an area from the list."),
        )


class NotLockedOut(Conflict):
    """Nothing is to be unlocked."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("บัญชีนี้ไม่ได้ถูกล็อก", "This account is not locked out."),
            remedy=Bilingual("ถ้าเข้าไม่ได้ ให้ออกรหัสใช้ครั้งเดียว", "If its holder cannot log in, give them a one-time code."),
        )


class TrailNotFound(NotFound):
    """The viewer reads no audit trail."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบบันทึกการใช้งาน", "There is no audit trail here."),
            remedy=Bilingual("บทบาทผู้ตรวจสอบเท่านั้นที่เปิดได้", "Only auditors can open it."),
        )


class KeyNotFound(NotFound):
    """No such field key or volunteer, or none whose keys this viewer manages."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ไม่พบกุญแจโทรศัพท์นี้", "There is no such phone key."),
            remedy=Bilingual("เลือกอาสาสมัครจากรายชื่อในพื้นที่ของท่าน", "Choose a volunteer from the list of your area."),
        )


class KeyNotTaken(InvalidInput):
    """A key for an account that could not use it."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "บัญชีนี้ปิดอยู่หรือยังไม่มีพื้นที่ จึงออกกุญแจโทรศัพท์ให้ไม่ได้",
                "This account is closed or has no area, so a phone key for it would open nothing.",
            ),
            remedy=Bilingual("เปิดบัญชีและให้พื้นที่ก่อน แล้วออกกุญแจอีกครั้ง", "Open the account and give it an area first."),
        )
