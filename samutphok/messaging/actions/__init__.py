"""Leaving messages, sending them, hearing what gateways and readers say: each in its own transaction."""

from samutphok.messaging.actions.hearing import hear_line as hear_line
from samutphok.messaging.actions.hearing import hear_sms as hear_sms
from samutphok.messaging.actions.hearing import hear_unfollowed as hear_unfollowed
from samutphok.messaging.actions.looking_after import choose_channel as choose_channel
from samutphok.messaging.actions.looking_after import line_code as line_code
from samutphok.messaging.actions.looking_after import read_own as read_own
from samutphok.messaging.actions.looking_after import retry as retry
from samutphok.messaging.actions.sending import send as send
