// The public rights page: the talk on its stage, larger letters, and the way to an officer.

import { h } from "./elements.js";
import { talk } from "./talk.js";

const stage = document.getElementById("rights");
const law = await fetch(stage.dataset.sheet).then((answer) => (answer.ok ? answer.json() : null), () => null);

/** The way to an officer. Nothing goes along unless it is ticked, then only names of benefits, in this tab, and never a sealed one. */
function callBack(answers) {
  const { words } = law;
  const wanted = answers.filter(({ outcome, benefit }) => ["eligible", "may_apply"].includes(outcome) && !benefit.sealed);
  const names = [...new Set(wanted.map(({ benefit }) => benefit.label))];
  const take = h("input", { type: "checkbox", id: "rights-take" });
  const go = () => (take.checked ? sessionStorage.setItem("ask-words", `${words.askFor} ${names.join(", ")}`) : sessionStorage.removeItem("ask-words"));
  return h(
    "section",
    { className: "card card-text rights-call d-print-none" },
    h("h3", {}, words.callTitle),
    names.length ? h("label", { className: "rights-dead" }, take, h("span", {}, words.callTake)) : null,
    h("p", { className: "rights-ways" }, h("a", { className: "btn", href: stage.dataset.ask, onclick: go }, words.call)),
  );
}

document.getElementById("rights-large").addEventListener("click", (event) => {
  const large = document.documentElement.classList.toggle("rights-large");
  event.currentTarget.setAttribute("aria-pressed", String(large));
});
if (law) talk({ stage, sheet: law, thai: document.documentElement.lang === "th", below: (answers) => [callBack(answers)] });
else stage.replaceChildren(h("p", { className: "alert alert-danger", role: "alert" }, stage.dataset.broken));
