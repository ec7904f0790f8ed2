// Lists of families by keyboard: j and k move, Enter opens, x marks, ? shows the keys. Without this file links and boxes do.
const rows = () => [...document.querySelectorAll("[data-row]")];
const at = () => document.querySelector("[data-row][data-at]");

function goTo(row) {
  if (!row) return;
  at()?.removeAttribute("data-at");
  row.dataset.at = "yes";
  const name = row.querySelector("a") ?? row.querySelector("input");
  name?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const place = all.indexOf(at());
  goTo(place < 0 ? all[by > 0 ? 0 : all.length - 1] : all[place + by]);
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => at() && step(1),
  ArrowUp: () => at() && step(-1),
  x: () => at()?.querySelector("[name=household]")?.click(),
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("textarea, select, [contenteditable], dialog[open], input:not([type=checkbox])");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !rows().length || !(event.key in keys)) return;
  if (event.key.startsWith("Arrow") && !event.target.closest("[data-row]")) return;
  event.preventDefault();
  keys[event.key]();
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && row !== at()) {
    at()?.removeAttribute("data-at");
    row.dataset.at = "yes";
  }
});

// How many are marked, and all of the page at once.
const boxes = () => [...document.querySelectorAll("#chosen [name=household]")];
function tell() {
  const marked = boxes().filter((box) => box.checked).length;
  const said = document.querySelector("[data-picked]");
  if (said) said.textContent = `${said.dataset.picked} ${marked}`;
  const all = document.querySelector("[data-pick-all]");
  if (all) {
    all.checked = marked > 0 && marked === boxes().length;
    all.indeterminate = marked > 0 && !all.checked;
  }
}
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick-all]")) boxes().forEach((box) => (box.checked = event.target.checked));
  if (event.target.matches("[data-pick-all], #chosen [name=household]")) tell();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-keys]")) document.getElementById("keys")?.showModal();
});

function ready() {
  document.querySelectorAll("[data-pick-all], [data-show-keys]").forEach((control) => (control.hidden = false));
  tell();
}
document.addEventListener("htmx:afterSettle", ready);
ready();
