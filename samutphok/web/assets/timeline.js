// A family's timeline in one order: what was done with the family comes by a request of its own and joins what registers,
// lists and visits say, day by day, the newest first. Without this file the two stand on pages of their own.
const merge = (section, work) => {
  for (const list of work.querySelectorAll("ol.time")) {
    const year = list.dataset.year;
    const head = list.previousElementSibling;
    const own = [...section.querySelectorAll(":scope > ol.time")];
    const same = own.find((one) => one.dataset.year === year);
    if (!same) {
      const later = own.find((one) => one.dataset.year < year);
      const place = later ? later.previousElementSibling : null;
      section.insertBefore(head, place);
      section.insertBefore(list, place);
      continue;
    }
    for (const event of [...list.children]) {
      const on = event.dataset.on;
      event.dataset.done = "";
      const next = [...same.children].find((one) => one.dataset.on < on || (one.dataset.on === on && !("done" in one.dataset)));
      same.insertBefore(event, next ?? null); // on one day what people did stands before what registers say
    }
  }
  section.querySelectorAll(":scope > [data-apart]").forEach((one) => one.remove());
};

document.body.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  const section = target?.closest("[data-timeline]"); // a page come back to from the history has no target
  if (section && target.querySelector("ol.time") && section.querySelector(":scope > ol.time")) merge(section, target);
});
