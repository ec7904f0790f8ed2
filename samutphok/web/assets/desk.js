// What every page needs: htmx, and small manners that plain HTML lacks. Every page works without this file.
import htmx from "htmx.org/dist/htmx.esm.js";
import "./imports.js";
import "./lists.js";
import "./definitions.js";
import "./conflicts.js";
import "./help_aid.js";
import "./protected.js";
import "./requests.js";
import "./shares.js";
import "./timeline.js";

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

// Tabs that run out of a phone's width begin at the one the reader is on.
document.querySelector(".field-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

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

// A reply that is an error page is shown as such: silence would look like a dead button. So is a lost connection.
const trouble = document.getElementById("trouble");
const tell = (text) => {
  trouble.querySelector("[data-text]").textContent = text;
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "nearest" });
};
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const told = [...page.querySelectorAll("[data-problem], [data-remedy]")].map((part) => part.textContent.trim());
    tell(told.length ? told.join(" · ") : trouble.dataset.fallback);
  }
});
for (const lost of ["htmx:sendError", "htmx:timeout"]) document.body.addEventListener(lost, () => tell(trouble.dataset.offline));
addEventListener("offline", () => tell(trouble.dataset.offline));
addEventListener("online", () => (trouble.hidden = true));
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest("[data-dismissable]").hidden = true;
  if (event.target.closest("[data-print]")) print();
});

// Filters lie open where there is room for them.
const wide = matchMedia("(min-width: 992px)").matches;
document.querySelectorAll("details[data-open-wide]").forEach((details) => (details.open = wide));
