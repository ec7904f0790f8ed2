// What the answers come to, person by person: what to claim, where, with what, and why.

import { fill, h } from "./elements.js";

const ORDER = ["eligible", "may_apply", "unknown", "not"];

/** The results as elements. answers: of `familyAnswers`; people: names by id; sealed: also what only the person should hear. */
export function resultsView({ words, sheet, people, answers, sealed, number }) {
  const shown = answers.filter(({ benefit, subject }) => (sealed || !benefit.sealed) && alive(benefit, subject, people));
  const monthly = shown.filter((one) => one.outcome === "eligible" && one.benefit.per === "baht_per_month");
  const sum = monthly.reduce((total, one) => total + (one.amount ?? 0), 0);
  const subjects = [...people.map(({ id, name }) => ({ id, name })), { id: null, name: words.family }];
  return [
    h("h2", { tabindex: -1, data: { focus: "" } }, words.results),
    h("p", { className: "rights-sum" }, sum ? fill(words.sum, { baht: number(sum) }) : words.noSum),
    ...subjects.flatMap((subject) => ofSubject(subject, shown, { words, sheet, number })),
    h("p", { className: "hint" }, fill(words.asOf, { day: words.today })),
  ];
}

/** Somebody who has died claims nothing; what is paid for their funeral is asked for by the family. */
function alive(benefit, subject, people) {
  const died = people.find(({ id }) => id === subject)?.death_date;
  return !died || benefit.name === "elder-funeral";
}

function ofSubject({ id, name }, answers, page) {
  const own = answers.filter((one) => one.subject === id);
  const groups = ORDER.map((outcome) => [outcome, own.filter((one) => one.outcome === outcome)]).filter(([, some]) => some.length);
  if (!groups.length) return [];
  const blocks = groups.map(([outcome, some]) => (outcome === "not" ? refused(some, page) : group(outcome, some, page)));
  return [h("section", { className: "card card-text rights-of" }, h("h3", {}, name), ...blocks)];
}

function group(outcome, some, page) {
  const { words } = page;
  return h(
    "div",
    { className: `rights-group rights-${outcome}` },
    h("h4", {}, words.outcomes[outcome]),
    h("ul", {}, some.map((one) => h("li", {}, benefitView(one, outcome, page)))),
  );
}

function refused(some, page) {
  return h(
    "details",
    { className: "rights-group rights-not" },
    h("summary", {}, fill(page.words.notCount, { count: page.number(some.length) })),
    h("ul", {}, some.map((one) => h("li", {}, h("strong", {}, one.benefit.label), why(one, page)))),
  );
}

function benefitView(one, outcome, page) {
  const { benefit } = one;
  const { words } = page;
  const parts = [h("p", { className: "rights-what" }, h("strong", {}, benefit.label), " ", h("span", {}, amountOf(one, page)))];
  if (outcome === "unknown") parts.push(h("p", {}, fill(words.needs, { facts: facts(one.missing, page) })));
  else parts.push(h("p", {}, h("b", {}, `${words.where} `), benefit.claim), bring(benefit, words));
  if (benefit.also.length) parts.push(h("p", {}, h("b", {}, `${words.also} `), benefit.also.join(" · ")));
  return [...parts, h("details", {}, h("summary", {}, words.why), why(one, page), h("p", { className: "hint" }, `${benefit.agency} · ${benefit.source}`), benefit.note ? h("p", { className: "hint" }, benefit.note) : null)];
}

const bring = (benefit, words) =>
  benefit.documents.length ? h("p", {}, h("b", {}, `${words.bring} `), benefit.documents.join(" · ")) : null;

function amountOf({ benefit, amount, outcome }, { words, number }) {
  if (benefit.per === "in_kind") return words.per.in_kind;
  if (amount === null) return outcome === "unknown" ? "" : words.amountOpen;
  return fill(benefit.up_to ? words.upTo : "{amount}", { amount: fill(words.per[benefit.per], { baht: number(amount) }) });
}

const facts = (missing, { sheet }) => missing.map((name) => sheet.facts[name] ?? name).join(", ");

function why({ reasons }, { words }) {
  const mark = (met) => (met === null ? "open" : met ? "yes" : "no");
  return h(
    "ul",
    { className: "rights-why" },
    reasons.map(({ clause, met }) => h("li", { className: `rights-clause-${mark(met)}` }, h("b", {}, `${words.met[mark(met)]} `), clause.text)),
  );
}
