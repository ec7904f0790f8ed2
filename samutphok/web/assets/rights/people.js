// The first step: who lives together, with birth dates as Thai people know them (day and month may be left out).

import { fill, h } from "./elements.js";

const BE = 543;
const OLDEST = 130;

/** ISO text of what was typed, with as many parts as are known; null for an impossible date. */
export function birthOf({ day, month, year }, today, thai) {
  const written = Number(year) - (thai ? BE : 0);
  if (!Number.isInteger(written) || written < Number(today.slice(0, 4)) - OLDEST) return null;
  const parts = [String(written), ...(month ? [month, ...(day ? [day.padStart(2, "0")] : [])] : [])];
  const iso = parts.join("-");
  const whole = parts.length === 3 ? new Date(`${iso}T00:00:00Z`) : null;
  if (whole && (Number.isNaN(whole.getTime()) || whole.toISOString().slice(0, 10) !== iso)) return null;
  return iso <= today.slice(0, iso.length) ? iso : null;
}

/** The form of the people; `done` gets [{id, name, birth_date, death_date}]. */
export function peopleForm({ words, thai, today, people, done }) {
  const rows = h("ol", { className: "rights-people" });
  const add = (person = {}) => rows.append(row(words, thai, rows.children.length, person, () => renumber(rows, words)));
  (people.length ? people : [{}]).forEach(add);
  const trouble = h("p", { className: "alert alert-danger", role: "alert", hidden: true });
  const submit = (event) => {
    event.preventDefault();
    const read = [...rows.children].map((item, place) => readRow(item, words, place, today, thai));
    const wrong = read.findIndex((person) => !person.birth_date || person.death_date === undefined);
    trouble.hidden = wrong < 0;
    if (wrong < 0) return done(read);
    trouble.textContent = fill(words.badDate, { who: read[wrong].name });
    rows.children[wrong].querySelector("[name=year]").focus();
  };
  return h(
    "form",
    { onsubmit: submit, novalidate: true, className: "card card-text" },
    h("h2", { tabindex: -1, data: { focus: "" } }, words.whoLives),
    h("p", {}, words.whoHint),
    rows,
    trouble,
    h(
      "p",
      { className: "rights-ways" },
      h("button", { type: "button", className: "btn", onclick: () => (add(), rows.lastChild.querySelector("input").focus()) }, words.addPerson),
      h("button", { className: "btn btn-primary" }, words.goOn),
    ),
  );
}

const dated = (iso) => ({ year: iso?.slice(0, 4), month: iso?.slice(5, 7), day: iso?.slice(8, 10) });

function row(words, thai, place, person, renumbered) {
  const died = Boolean(person.death_date);
  const death = h("div", { className: "rights-death", hidden: !died }, dateFields(words, thai, words.died, dated(person.death_date), "death_"));
  const item = h(
    "li",
    {},
    h("label", {}, h("span", { data: { name: "" } }, nameLabel(words, place)), h("input", { className: "form-control", name: "name", maxlength: 30, autocomplete: "off", value: person.given ?? "", placeholder: words.namePlaceholder })),
    dateFields(words, thai, words.born, dated(person.birth_date), ""),
    h("label", { className: "rights-dead" }, h("input", { type: "checkbox", className: "form-check-input", name: "dead", checked: died, onchange: (event) => (death.hidden = !event.target.checked) }), h("span", {}, words.hasDied)),
    death,
    h("button", { type: "button", className: "rights-quiet", data: { remove: "" }, hidden: place === 0, onclick: () => (item.remove(), renumbered()) }, words.remove),
  );
  return item;
}

const nameLabel = (words, place) => (place === 0 ? words.you : fill(words.person, { number: place + 1 }));

function renumber(rows, words) {
  [...rows.children].forEach((item, place) => (item.querySelector("[data-name]").textContent = nameLabel(words, place)));
}

function dateFields(words, thai, legend, { day = "", month = "", year = "" }, prefix) {
  const months = words.months.map((name, at) => {
    const value = String(at + 1).padStart(2, "0");
    return h("option", { value, selected: value === month }, name);
  });
  const shown = year ? String(Number(year) + (thai ? BE : 0)) : "";
  const number = (name, label, value, most) =>
    h("label", {}, h("span", {}, label), h("input", { className: "form-control", name: prefix + name, inputmode: "numeric", pattern: "[0-9]*", maxlength: most, autocomplete: "off", value }));
  return h(
    "fieldset",
    { className: "rights-date" },
    h("legend", {}, legend),
    number("day", words.day, day.replace(/^0/, ""), 2),
    h("label", {}, h("span", {}, words.month), h("select", { className: "form-select", name: `${prefix}month` }, h("option", { value: "" }, "–"), months)),
    number("year", thai ? words.yearBe : words.yearCe, shown, 4),
  );
}

function readRow(item, words, place, today, thai) {
  const value = (name) => item.querySelector(`[name=${name}]`).value.trim();
  const date = (prefix) => birthOf({ day: value(`${prefix}day`), month: value(`${prefix}month`), year: value(`${prefix}year`) }, today, thai);
  const birth = date("");
  const dead = item.querySelector("[name=dead]").checked;
  const death = dead ? date("death_") : null;
  const possible = !dead || (death !== null && birth !== null && death >= birth.slice(0, death.length));
  const given = value("name");
  return {
    id: String(place + 1),
    given,
    name: given || (place === 0 ? words.you : fill(words.person, { number: place + 1 })),
    birth_date: birth,
    death_date: possible ? death : undefined,
  };
}
