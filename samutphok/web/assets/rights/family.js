// A family as it is told on the page, and its facts on one day: ages and counts as entitlements/domain/facts.py works them out.
// Days are ISO text of full length; a birth with unknown parts is its first day (Civil and Commercial Code, section 16).

const ADULT = 18;
const FISCAL_MONTH = 10;

/** The first day of a date whose month or day may be unknown: '1950' -> '1950-01-01'. */
export const firstDay = (written) => (written ? (written + "-01-01").slice(0, 10) : null);

/** Completed years between two days. Somebody born on 29 February completes a year on 1 March of a common year. */
export function completedYears(birth, on) {
  return +on.slice(0, 4) - +birth.slice(0, 4) - (on.slice(5) < birth.slice(5) ? 1 : 0);
}

/** The 1 October that opened the fiscal year of a day. */
export function fiscalStart(on) {
  const [year, month] = on.split("-").map(Number);
  return `${month >= FISCAL_MONTH ? year : year - 1}-10-01`;
}

const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The facts of a person: those stated, and ages worked out. person: {birth_date, death_date, facts}. */
export function personFacts({ birth_date = null, death_date = null, facts }, on) {
  const birth = firstDay(birth_date);
  const died = firstDay(death_date);
  const start = fiscalStart(on);
  return {
    ...facts,
    ...(died ? { deceased: true } : {}),
    age: birth ? completedYears(birth, on) : null,
    fiscal_age: birth ? (birth <= start ? completedYears(birth, start) : 0) : null,
    age_at_death: birth && died && birth <= died ? completedYears(birth, died) : null,
    days_since_death: died ? days(died, on) : null,
  };
}

/** The facts of a household: those stated, and its members counted; a member without an age leaves a count open. */
export function householdFacts(facts, ages) {
  const children = ages.some((age) => age == null) ? null : ages.filter((age) => age < ADULT).length;
  return { ...facts, members: ages.length, children };
}
