"""What rules read of each person, household, visit and day of work, as Ibis expressions over the laid tables.

What is not known is NULL. Ages are whole years of the calendar, since many births are known by their year alone.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

METRES_A_DEGREE = 111_200.0
ENOUGH_PLACES = (
    4  # houses of a village or tambon whose places are known, without which nobody can say how far another is
)


@dataclass(frozen=True, slots=True)
class Laid:
    """The tables of `laying`."""

    people: ir.Table
    rows: ir.Table
    deaths: ir.Table
    interviews: ir.Table
    met: ir.Table


def of_people(laid: Laid) -> ir.Table:
    """A row a person and household: key, subject, area_code and the facts of persons."""
    people = laid.people
    told = _registers(laid.rows, people).left_join(_last_told(laid.met), ["person"]).drop("person_right")
    told = told.left_join(_after_death(laid), ["person"]).drop("person_right")
    joined = people.left_join(told, ["person"]).drop("person_right")
    incomes = _incomes(laid)
    joined = joined.left_join(incomes, ["household"]).drop("household_right")
    return joined.mutate(
        subject=joined.person,
        age=joined.newest.year().cast("int64") - joined.born_year,
        payroll_age=joined.payroll_on.year().cast("int64") - joined.born_year,
        survey_age=joined.survey_on.year().cast("int64") - joined.born_year,
        paid_after=joined.paid,
        listed_after=joined.newest,
    )


def of_households(laid: Laid) -> ir.Table:
    """A row a household. people_in_house: told once, of the house's first household."""
    people = laid.people
    homes = people.group_by("household").agg(
        area_code=people.area_code.min(), house_code=people.house_code.min(), members=people.person.nunique()
    )
    houses = people.filter(people.house_code != "")
    crowd = houses.group_by(["area_code", "house_code"]).agg(
        people_in_house=houses.person.nunique(), household=houses.household.min()
    )
    crowd = crowd.select("household", "people_in_house")
    said = _latest(laid.interviews.filter(laid.interviews.members_said.notnull()), "household")
    said = said.select("household", "members_said")
    joined = homes.left_join(crowd, ["household"]).drop("household_right")
    joined = joined.left_join(said, ["household"]).drop("household_right")
    return joined.mutate(subject=joined.household)


def of_visits(laid: Laid) -> ir.Table:
    """A row a visit that met a family."""
    visits = laid.interviews.filter(laid.interviews.met)
    village = _middles(visits, 8, "village")
    tambon = _middles(visits, 6, "tambon")
    placed = visits.mutate(village=visits.area_code.substr(0, 8), tambon=visits.area_code.substr(0, 6))
    placed = placed.left_join(village, ["village"]).drop("village_right")
    placed = placed.left_join(tambon, ["tambon"]).drop("tambon_right")
    alike = _runs(visits)
    joined = placed.left_join(alike, placed.id == alike.visit).drop("visit")
    return joined.mutate(
        subject=joined.id,
        metres_from_village=_metres(joined, "village"),
        metres_from_tambon=_metres(joined, "tambon"),
    )


def of_days(laid: Laid) -> ir.Table:
    """A row a collector and day. area_code: the tambon where most of the day was spent."""
    visits = laid.interviews.filter(laid.interviews.met & laid.interviews.by_phone)
    keyed = visits.mutate(subject=visits.collector + ":" + visits.day.cast("string"))
    days = keyed.group_by(["subject", "collector", "day"]).agg(
        interviews=keyed.household.nunique(), area_code=keyed.area_code.substr(0, 6).mode()
    )
    return days.mutate(household=ibis.null("string"))


def _registers(rows: ir.Table, people: ir.Table) -> ir.Table:
    """A row a person: what registers say, the newest row of each."""
    born = rows.birth_date.substr(0, 4).try_cast("int64")
    typed = rows.mutate(
        born=born,
        card=rows.card_issued_on.substr(0, 4).try_cast("int64"),
        paid_day=rows.paid_on.try_cast("date"),
    )
    known = typed.semi_join(people, "person")
    survey, payroll = known.register == "bmn_survey", known.register == "elderly_allowance"
    return known.group_by("person").agg(
        listed_year=known.as_of.min().year().cast("int64"),
        newest=known.as_of.max(),
        birth_years_apart=known.born.max() - known.born.min(),
        survey_on=known.as_of.max(where=survey),
        asked_compulsory=known.bmn16.notnull().argmax(known.as_of, where=survey),
        payroll_on=known.as_of.max(where=payroll),
        card_year=known.card.min(),
        welfare_card=(known.validated.isin(["1", "true"])).max(where=known.register == "state_welfare"),
        paid=ibis.greatest(
            known.paid_day.max().fill_null(ibis.date(1900, 1, 1)),
            known.as_of.max(where=payroll).fill_null(ibis.date(1900, 1, 1)),
        ).nullif(ibis.date(1900, 1, 1)),
    )


def _last_told(met: ir.Table) -> ir.Table:
    """A row a person of whom visits told: the last of each answer."""
    return met.group_by("person").agg(
        in_school=met.in_school.argmax(met.day, where=met.in_school.notnull()),
        state_pension=met.state_pension.argmax(met.day, where=met.state_pension.notnull()),
    )


def _after_death(laid: Laid) -> ir.Table:
    """A row a person told to be dead, with the last visit that met them."""
    deaths = laid.deaths.group_by("person").agg(died_on=laid.deaths.died_on.min())
    there = laid.met.filter(laid.met.there)
    seen = there.group_by("person").agg(met_after=there.day.max())
    return deaths.left_join(seen, ["person"]).drop("person_right")


def _incomes(laid: Laid) -> ir.Table:
    """A row a household: income a person as the last visit told it, else as the newest survey has it."""
    told = _latest(laid.interviews.filter(laid.interviews.income_per_person.notnull()), "household")
    told = told.select("household", by_visit=told.income_per_person)
    survey = laid.rows.filter((laid.rows.register == "bmn_survey") & laid.rows.household.notnull())
    by_row = survey.mutate(amount=survey.income_per_person.try_cast("float64"))
    listed = by_row.group_by("household").agg(by_survey=by_row.amount.argmax(by_row.as_of))
    both = listed.outer_join(told, ["household"])
    return both.select(
        household=ibis.coalesce(both.household, both.household_right),
        income_per_person=ibis.coalesce(both.by_visit, both.by_survey),
    )


def _latest(visits: ir.Table, key: str) -> ir.Table:
    """The last visit of each."""
    ranked = visits.mutate(
        place=ibis.row_number().over(
            ibis.window(group_by=key, order_by=[ibis.desc("day"), ibis.desc("received_at"), ibis.desc("id")])
        )
    )
    return ranked.filter(ranked.place == 0).drop("place")


def _middles(visits: ir.Table, digits: int, name: str) -> ir.Table:
    """Where most houses of an area stand: the median of its places, where enough are known."""
    placed = visits.filter(
        visits.latitude.notnull() & visits.longitude.notnull() & (visits.area_code.length() >= digits)
    )
    keyed = placed.mutate(**{name: placed.area_code.substr(0, digits)})
    found = keyed.group_by(name).agg(
        **{
            f"{name}_latitude": keyed.latitude.median(),
            f"{name}_longitude": keyed.longitude.median(),
            "homes": keyed.household.nunique(),
        }
    )
    return found.filter(found.homes >= ENOUGH_PLACES).drop("homes")


def _metres(table: ir.Table, name: str) -> ir.FloatingValue:
    north = (table.latitude - table[f"{name}_latitude"]) * METRES_A_DEGREE
    east = (table.longitude - table[f"{name}_longitude"]) * METRES_A_DEGREE
    east = east * (table.latitude * (3.141592653589793 / 180.0)).cos()
    return (north * north + east * east).sqrt()


def _runs(visits: ir.Table) -> ir.Table:
    """A row a visit whose answers can be told from others': how many families in a row answered just so."""
    told = visits.filter(visits.print != "").select("id", "household", "collector", "day", "received_at", "print")
    order = ibis.window(group_by="collector", order_by=["day", "received_at", "id"])
    marked = told.mutate(fresh=(told.print != told.print.lag().over(order)).fill_null(True).cast("int64"))
    until_here = ibis.cumulative_window(group_by="collector", order_by=["day", "received_at", "id"])
    numbered = marked.mutate(run=marked.fresh.sum().over(until_here))
    lengths = numbered.group_by(["collector", "run"]).agg(same_in_a_row=numbered.household.nunique())
    joined = numbered.join(lengths, ["collector", "run"])
    return joined.select(visit=joined.id, same_in_a_row=joined.same_in_a_row)
