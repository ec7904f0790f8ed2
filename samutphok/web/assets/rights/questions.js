// Which question comes next: the one that would still decide most.

import { personFacts } from "./family.js";
import { evaluate } from "./rules.js";

const WORKED_OUT = { age: "birth_date", fiscal_age: "birth_date", children: "birth_date" };

/**
 * The next question with the persons that it is about (none: about the family), or null when nothing more can be decided;
 * left: how many questions there are at most, this one included.
 * skipped: 'fact' or 'fact/person' that somebody could not answer. sealed: also ask what only the person should hear.
 *
 * An undecided benefit gives each fact that it waits for an equal part of one point: a fact that alone decides counts most.
 */
export function nextQuestion(sheet, answers, { skipped = new Set(), sealed = false } = {}) {
  const points = new Map();
  for (const { benefit, subject, missing } of answers) {
    const open = missing.map((fact) => WORKED_OUT[fact] ?? fact);
    if (!open.length || (benefit.sealed && !sealed)) continue;
    const about = (fact) => subjectOf(sheet, fact, subject);
    const hopeless = open.some((fact) => !isAsked(sheet, fact) || skipped.has(key(fact, about(fact))));
    if (hopeless) continue;
    for (const fact of open) {
      const one = points.get(fact) ?? { sum: 0, persons: new Set() };
      one.sum += 1 / open.length;
      if (about(fact) !== null) one.persons.add(about(fact));
      points.set(fact, one);
    }
  }
  const asked = sheet.questions.filter((question) => points.has(question.fact));
  if (!asked.length) return null;
  const best = asked.reduce((one, other) => (points.get(other.fact).sum > points.get(one.fact).sum ? other : one));
  return { question: best, persons: [...points.get(best.fact).persons], left: asked.length };
}

/** The family with what nobody is asked filled in: of a person of whom `only_if` does not hold, the fact is `otherwise`. */
export function withAssumptions(sheet, family) {
  const spared = sheet.questions.filter((question) => question.only_if);
  const persons = family.persons.map((person) => {
    const facts = personFacts(person, sheet.on);
    const taken = spared.filter((question) => evaluate(question.only_if, facts).value === false);
    return { ...person, facts: { ...person.facts, ...Object.fromEntries(taken.map((one) => [one.fact, one.otherwise])) } };
  });
  return { ...family, persons };
}

/** The name under which an answer that nobody knew is remembered. */
export const key = (fact, person) => (person === null ? fact : `${fact}/${person}`);

const isAsked = (sheet, fact) => sheet.questions.some((question) => question.fact === fact);

function subjectOf(sheet, fact, subject) {
  const question = sheet.questions.find((one) => one.fact === fact);
  return question?.subject === "household" ? null : subject;
}

/** What an answer as given means as a fact; null for an answer that is none. members: how many live together. */
export function factOf(kind, given, members) {
  if (given === "" || given == null) return null;
  if (kind === "yes_no") return given === "yes";
  if (kind === "choice") return given;
  const number = Number(String(given).replaceAll(",", ""));
  if (!Number.isFinite(number) || number < 0) return null;
  if (kind === "count") return Math.floor(number);
  return { baht: number, baht_a_month: number * 12, family_a_month: (number * 12) / Math.max(1, members) }[kind];
}
