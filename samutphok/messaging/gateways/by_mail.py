"""E-mail through Django's own backend. The Message-ID is the key: mailboxes join two letters that carry the same."""

import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage

from samutphok.messaging.domain.answers import Answer, Heard
from samutphok.messaging.gateways import Gateway, Letter


@dataclass(frozen=True, slots=True)
class MailGateway:
    """Whether a server joins letters of one Message-ID is its own affair; most mailboxes do."""

    keeps_keys: bool = True

    def push(self, letter: Letter) -> Answer:
        """One letter in plain text."""
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
        headers = {"Message-ID": f"<{letter.key}@{domain}>", "Auto-Submitted": "auto-generated"}
        mail = EmailMessage(letter.subject, letter.text, to=[letter.address], headers=headers)
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            status = next((code for code, _said in error.recipients.values()), 0)
            return Answer(Heard.REFUSED if status >= 500 else Heard.LATER, f"smtp_{status}")
        except smtplib.SMTPResponseException as error:
            return Answer(Heard.LATER, f"smtp_{error.smtp_code}")
        except smtplib.SMTPServerDisconnected:
            return Answer(Heard.UNCLEAR, "no_answer")
        except (smtplib.SMTPException, OSError):
            return Answer(Heard.LATER, "unreachable")
        return Answer(Heard.ACCEPTED)


def gateway() -> Gateway | None:
    """The gateway that is set up; None without one."""
    return MailGateway() if settings.MESSAGES["email"] else None
