// The talk about rights: who lives here, a few questions, the answers. Everything stays in this window's memory and is gone with it.
// The public page and the field app hold it on their own stage.

import { familyAnswers } from "./answers.js";
import { fill, h } from "./elements.js";
import { peopleForm } from "./people.js";
import { factOf, key, nextQuestion, withAssumptions } from "./questions.js";
import { resultsView } from "./results.js";

const SOON = 12; // questions at most: with more to go, the number would only frighten, and most fall away

/**
 * Begins the talk on an element. sheet: the rules of the day with their words (`/rights/<language>.json`); today: the day of whom
 * the ages are; below: elements under the results, given the answers; printing: whether the results can be printed.
 */
export function talk({ stage, sheet: law, today = law.on, thai, below = () => [], printing = true }) {
  const sheet = { ...law, on: today };
  const words = law.words;
  const number = (value) => value.toLocaleString(thai ? "th-TH" : "en-GB", { maximumFractionDigits: 2 });
  const monthName = new Intl.DateTimeFormat(thai ? "th" : "en", { month: "long", timeZone: "UTC" });
  const months = Array.from({ length: 12 }, (_, at) => monthName.format(new Date(Date.UTC(2001, at, 1))));

  let people = [];
  let given = []; // [{fact, kind, values: Map(person or null -> as given, '' for not known)}] in the order of the questions
  let sealed = false;

  /** The family as told so far. */
  function family() {
    const told = { facts: {}, persons: people.map(({ id, birth_date, death_date }) => ({ id, birth_date, death_date, facts: {} })) };
    for (const { fact, kind, values } of given) {
      for (const [person, value] of values) {
        const holder = person === null ? told.facts : told.persons.find(({ id }) => id === person)?.facts;
        if (holder) holder[fact] = factOf(kind, value, people.length);
      }
    }
    return withAssumptions(sheet, told);
  }

  const skipped = () =>
    new Set(given.flatMap(({ fact, kind, values }) => [...values].filter(([, value]) => factOf(kind, value, 1) === null).map(([person]) => key(fact, person))));

  function show(...elements) {
    stage.replaceChildren(...elements);
    stage.querySelector("[data-focus]")?.focus();
    stage.scrollIntoView({ block: "start", behavior: "instant" });
  }

  function askPeople() {
    show(peopleForm({ words: { ...words, months }, thai, today, people, done: (told) => ((people = told), (given = []), go()) }));
  }

  /** The next question, or the results when nothing more can be decided. */
  function go() {
    const answers = familyAnswers(sheet, family());
    const next = nextQuestion(sheet, answers, { skipped: skipped(), sealed });
    if (next) ask(next);
    else results(answers);
  }

  function ask({ question, persons, left }) {
    const about = persons.length ? persons.map((id) => people.find((one) => one.id === id)) : [null];
    const one = about.length === 1 ? (about[0]?.name ?? "") : words.each;
    const fields = about.map((person) => field(question, person, about.length > 1));
    const submit = (event) => {
      event.preventDefault();
      const data = new FormData(event.target);
      given.push({ fact: question.fact, kind: question.kind, values: new Map(about.map((person) => [person?.id ?? null, data.get(`a${person?.id ?? ""}`) ?? ""])) });
      go();
    };
    show(
      h(
        "form",
        { className: "card card-text rights-question", onsubmit: submit },
        h("h2", { tabindex: -1, data: { focus: "" } }, fill(question.text, { who: one })),
        question.hint ? h("p", { className: "hint" }, question.hint) : null,
        fields,
        h("p", { className: "rights-ways" }, h("button", { className: "btn btn-primary" }, words.goOn), h("button", { type: "button", className: "btn", onclick: back }, words.back), h("button", { type: "button", className: "rights-quiet", onclick: () => results(familyAnswers(sheet, family())) }, words.seeNow)),
        h("p", { className: "hint" }, fill(left > SOON ? words.done : words.left, { done: number(given.length), left: number(left) })),
      ),
    );
  }

  function field(question, person, named) {
    const name = `a${person?.id ?? ""}`;
    const choices = { yes_no: { yes: words.yes, no: words.no }, choice: question.options }[question.kind];
    const legend = named ? person.name : fill(question.text, { who: person?.name ?? "" });
    if (!choices) {
      const unit = question.kind === "count" ? "" : words.baht;
      return h("label", { className: "rights-number" }, h("span", { className: named ? "" : "visually-hidden" }, legend), h("input", { className: "form-control", name, inputmode: "numeric", autocomplete: "off", maxlength: 12 }), h("span", {}, unit), h("small", {}, words.emptyUnknown));
    }
    const options = { ...choices, "": words.dontKnow };
    return h(
      "fieldset",
      { className: "rights-choices" },
      h("legend", { className: named ? "" : "visually-hidden" }, legend),
      Object.entries(options).map(([value, text]) => h("label", {}, h("input", { type: "radio", name, value, required: true }), h("span", {}, text))),
    );
  }

  function back() {
    if (!given.length) return askPeople();
    given.pop();
    go();
  }

  function results(answers) {
    const open = nextQuestion(sheet, answers, { skipped: skipped(), sealed });
    const more = nextQuestion(sheet, answers, { skipped: skipped(), sealed: true });
    const button = (text, onclick, className = "btn") => h("button", { type: "button", className, onclick }, text);
    show(
      ...resultsView({ words, sheet, people, answers, sealed, number }),
      h(
        "p",
        { className: "rights-ways d-print-none" },
        open ? button(words.goOn, go, "btn btn-primary") : null,
        printing ? button(words.print, () => print()) : null,
        given.length ? button(words.back, back) : null,
        button(words.again, () => ((people = []), (given = []), (sealed = false), askPeople()), "rights-quiet"),
      ),
      !open && more && !sealed ? h("p", { className: "card card-text d-print-none" }, words.sealedHint, " ", button(words.askSealed, () => ((sealed = true), go()), "rights-quiet")) : "",
      ...below(answers),
      h("p", { className: "card card-text" }, words.help),
    );
  }

  askPeople();
}
