// A slider beside each number of a trial; moving it tries again. Without this the numbers are typed and sent by the button.
document.querySelectorAll("[data-trial] input[type=number][data-slide]").forEach((input) => {
  const range = document.createElement("input");
  range.type = "range";
  range.className = "form-range share-range";
  range.min = input.dataset.from ?? input.min;
  range.max = input.dataset.to ?? input.max;
  range.step = input.dataset.step ?? input.step;
  range.value = input.value === "" ? (input.dataset.empty ?? range.min) : input.value;
  range.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? input.name);
  input.before(range);
  range.addEventListener("input", () => (input.value = range.value));
  range.addEventListener("change", () => input.dispatchEvent(new Event("change", { bubbles: true })));
  input.addEventListener("input", () => (range.value = input.value));
});
