// Deciding by the keyboard: 1, 2, ... choose an answer of the question at hand and go on to the next; 0 keeps both.
// Without this file the questions are ordinary radio buttons.
const form = document.querySelector("form[data-contest]");

if (form) {
  const questions = [...form.querySelectorAll("[data-question]")];
  const options = (question) => [...question.querySelectorAll("input[type=radio]")];
  const at = () => Math.max(0, questions.findIndex((question) => question.contains(document.activeElement)));
  const go = (place) => {
    const question = questions[place];
    if (!question) return form.querySelector("button.btn-primary").focus();
    (options(question).find((option) => option.checked) ?? options(question)[0]).focus();
    question.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input:not([type=radio]), textarea, select, summary, a, [contenteditable]")) return;
    if (!/^[0-9]$/.test(event.key)) return;
    const here = at();
    const choices = options(questions[here]);
    const chosen = event.key === "0" ? choices.at(-1) : choices.slice(0, -1)[Number(event.key) - 1];
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    go(here + 1);
  });
  go(0);
}
