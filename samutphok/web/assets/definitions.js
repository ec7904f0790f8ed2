// The editor of definitions: nothing that somebody typed is lost to an answer that comes late or is refused.
import htmx from "htmx.org/dist/htmx.esm.js";

const typed = new Map(); // by field name: what was typed after the editor's last request had left

const entered = (field) => (field.type === "checkbox" ? field.checked : field.value);
const sentBy = (field, sent) => (field.type === "checkbox" ? sent.has(field.name) : (sent.get(field.name) ?? ""));

// Two authors of one draft: what was typed over a newer version comes back into the page with a choice.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail;
  const draft = document.getElementById("draft");
  if (!draft) return;
  if (xhr.status === 412) {
    event.stopImmediatePropagation(); // the page says it in its place
    Object.assign(event.detail, { shouldSwap: false, isError: false });
    htmx.swap("#editor", xhr.responseText, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 20 }, { select: "#editor" });
    document.querySelector("#editor [role=alert]").scrollIntoView({ block: "center" });
  } else if (target.id === "editor" && requestConfig.formData.get("do") === "autosave") {
    for (const field of draft.elements)
      if (field.name && !["hidden", "submit"].includes(field.type) && entered(field) !== sentBy(field, requestConfig.formData))
        typed.set(field.name, entered(field));
  }
});

// It stands in the new editor as it did in the old one, and is saved from there.
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "editor") return;
  const fields = document.getElementById("draft").elements;
  for (const [name, value] of typed) {
    const field = fields.namedItem(name);
    if (!field || (field.options && ![...field.options].some((option) => option.value === value))) continue;
    field[field.type === "checkbox" ? "checked" : "value"] = value;
    if (field !== document.activeElement) field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  typed.clear();
});
