"""Pure: to whom, what may be written, when, and what an answer means."""

from samutphok.messaging.domain.recipients import Account as Account
from samutphok.messaging.domain.recipients import Channel as Channel
from samutphok.messaging.domain.recipients import Email as Email
from samutphok.messaging.domain.recipients import Phone as Phone
from samutphok.messaging.domain.recipients import Recipient as Recipient
