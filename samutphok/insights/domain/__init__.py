"""What the desk's pages show, as frozen values: no page reads a model, and no value knows a page.

Texts that come from policy files are `Bilingual`; dates are CE; a share is a fraction of 1; money is baht.
Every number stands beside what it is a part of and beside the day to which its source holds.

The calls that give them, each narrowed to the viewer's scope (out of scope reads as NotFound):
`queries.home(viewer=, now=) -> Home`
`queries.area_page(viewer=, code=, choice=, measure="", now=) -> AreaPage`
`queries.family_list(viewer=, wanted=, page=, page_size=, now=) -> FamilyList`
`queries.family_page(viewer=, household_id=, now=) -> FamilyPage`
`actions.export_families(viewer=, wanted=, now=) -> Iterator[FamilyRow]`, in the list's order, recorded in the audit
"""
