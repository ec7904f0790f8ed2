"""Joining the rows of a register to people and families, deciding what only a person can decide, taking a batch back."""

from samutphok.linkage.actions.attaching import attach_batch as attach_batch
from samutphok.linkage.actions.deciding import decide_review as decide_review
from samutphok.linkage.actions.deciding import pass_review as pass_review
from samutphok.linkage.actions.deciding import reopen_review as reopen_review
from samutphok.linkage.actions.families import join_households as join_households
from samutphok.linkage.actions.families import move_member as move_member
from samutphok.linkage.actions.families import part_households as part_households
from samutphok.linkage.actions.families import split_household as split_household
from samutphok.linkage.actions.families import take_back as take_back
from samutphok.linkage.actions.likening import liken_batch as liken_batch
from samutphok.linkage.actions.looking_again import look_again as look_again
from samutphok.linkage.actions.shaping import Change as Change
from samutphok.linkage.actions.shaping import Do as Do
from samutphok.linkage.actions.shaping import change_family as change_family
from samutphok.linkage.actions.shaping import undo_family_word as undo_family_word
from samutphok.linkage.actions.standing import rebuild_people as rebuild_people
from samutphok.linkage.actions.undoing import undo_batch as undo_batch
from samutphok.linkage.actions.weighing_questions import people_in_question as people_in_question
from samutphok.linkage.actions.weighing_questions import weigh_questions as weigh_questions
from samutphok.linkage.actions.words import ignore as ignore
from samutphok.linkage.actions.words import link as link
from samutphok.linkage.actions.words import unlink as unlink
