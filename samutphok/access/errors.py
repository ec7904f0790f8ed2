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
            problem=Bilingual("ไม่พบหน้านี้", "There is no such page."),
            remedy=Bilingual("เข้าสู่ระบบด้วยชื่อบัญชีและรหัสผ่าน", "Log in with user name and password."),
        )
