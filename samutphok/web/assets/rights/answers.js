// What each benefit says of a family. sheet: of entitlements/domain/sheet.py; family: {facts, persons: [{id, birth_date, death_date, facts}]}.

import { householdFacts, personFacts } from "./family.js";
import { evaluate } from "./rules.js";

/** Every benefit of the sheet asked of each person, or of the household (subject null), in the sheet's order. */
export function familyAnswers(sheet, family) {
  const persons = family.persons.map((person) => ({ person, facts: personFacts(person, sheet.on) }));
  const home = householdFacts(family.facts, persons.map(({ facts }) => facts.age));
  const subjects = (unit) => (unit === "person" ? persons : [{ person: null, facts: {} }]);
  return sheet.benefits.flatMap((benefit) =>
    subjects(benefit.unit).map(({ person, facts }) => ({
      subject: person ? person.id : null,
      ...benefitAnswer(benefit, { ...home, ...facts }),
    })),
  );
}

/** One benefit over facts: {benefit, outcome, amount, missing, reasons}; one clause not met makes it a no. */
export function benefitAnswer(benefit, facts) {
  const all = { ...facts, ...benefit.numbers };
  const reasons = benefit.clauses.map((clause) => {
    const { value, missing } = evaluate(clause.when, all);
    return { clause, met: value, missing };
  });
  const outcome = outcomeOf(benefit, reasons);
  const open = outcome === "unknown" ? reasons.flatMap((reason) => reason.missing) : [];
  const amount = benefit.amount && ["eligible", "may_apply"].includes(outcome) ? evaluate(benefit.amount, all) : null;
  return {
    benefit,
    outcome,
    amount: amount ? amount.value : null,
    missing: [...new Set([...open, ...(amount ? amount.missing : [])])].sort(),
    reasons: [...reasons].sort((one, other) => (one.met === false ? 0 : 1) - (other.met === false ? 0 : 1)),
  };
}

function outcomeOf(benefit, reasons) {
  if (reasons.some((reason) => reason.met === false)) return "not";
  if (reasons.some((reason) => reason.met === null)) return "unknown";
  return benefit.discretionary ? "may_apply" : "eligible";
}
