"""Having data checked, sending findings on, drawing samples, taking up second interviews."""

from samutphok.verification.actions.checking import ask_check as ask_check
from samutphok.verification.actions.checking import check_area as check_area
from samutphok.verification.actions.comparing import take_up_second as take_up_second
from samutphok.verification.actions.drawing import draw_sample as draw_sample
from samutphok.verification.actions.drawing import give_sample as give_sample
from samutphok.verification.actions.moving import act_on_finding as act_on_finding
from samutphok.verification.actions.moving import send_findings as send_findings
