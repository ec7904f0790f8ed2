// What every page needs: htmx, and small manners that plain HTML lacks. Every page works without this file.
import htmx from "htmx.org/dist/htmx.esm.js";

window.htmx = htmx; // htmx's own event handlers look for it there

// A menu made of <details> closes on Escape and when the reader goes elsewhere.
const closeMenus = (except) =>
  document.querySelectorAll("details.menu[open]").forEach((menu) => menu !== except && menu.removeAttribute("open"));
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    closeMenus(null);
    menu?.querySelector("summary").focus();
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
});

// Filters that leave their default out of the address keep it short enough to send to a colleague.
document.addEventListener("submit", (event) => shorten(event.target), true);
const shorten = (form) => {
  if (!form.matches?.("form[data-address]")) return;
  for (const field of form.elements) {
    if (field.name && field.matches("input:not([type=checkbox], [type=radio]), select") && !field.value) {
      field.disabled = true;
      setTimeout(() => (field.disabled = false));
    }
  }
};
document.body.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches("form[data-address]")) return;
  for (const [name, value] of [...event.detail.formData.entries()]) if (!value) event.detail.formData.delete(name);
});

// A reply that is an error page is shown as such: silence would look like a dead button.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) {
    const problem = document.getElementById("trouble");
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const told = page.querySelector("[data-problem]");
    problem.querySelector("[data-text]").textContent = told ? told.textContent.trim() : problem.dataset.fallback;
    problem.hidden = false;
    problem.scrollIntoView({ block: "nearest" });
  }
});
document.body.addEventListener("htmx:sendError", () => {
  const problem = document.getElementById("trouble");
  problem.querySelector("[data-text]").textContent = problem.dataset.offline;
  problem.hidden = false;
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest("[data-dismissable]").hidden = true;
  if (event.target.closest("[data-print]")) print();
});

// Filters lie open where there is room for them.
const wide = matchMedia("(min-width: 992px)").matches;
document.querySelectorAll("details[data-open-wide]").forEach((details) => (details.open = wide));

// The map is heavy: it is fetched only by pages that have one.
async function drawMaps() {
  for (const element of document.querySelectorAll("[data-map]:not([data-begun])")) {
    element.dataset.begun = "yes";
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: element.dataset.style });
    if (!document.querySelector(`link[href="${element.dataset.style}"]`)) document.head.append(style);
    const { draw, leave } = await import(element.dataset.script);
    document.addEventListener("htmx:beforeSwap", () => leave(element), { once: true });
    draw(element);
  }
}
document.addEventListener("htmx:afterSettle", drawMaps);
drawMaps();
