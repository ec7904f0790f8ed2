// The call screen by keyboard alone, what it comes to while it is filled, and what the rights page may hand on. All of it works without.
const call = document.querySelector("[data-call]");
if (call) {
  call.querySelectorAll("[data-safe], [data-narrow]").forEach((part) => (part.hidden = false));
  document.querySelectorAll("[data-keys]").forEach((part) => (part.hidden = false));
  if (!document.querySelector("[data-problem]")) call.querySelector("[data-safe]").focus();

  // F-keys jump to a step; they are no characters, so they disturb no Thai keyboard. Ctrl+Enter keeps.
  document.addEventListener("keydown", (event) => {
    const step = call.querySelector(`[data-step="${event.key}"]`);
    if (step) {
      event.preventDefault();
      step.focus();
    } else if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      call.querySelector("[data-keep]").click();
    } else if (event.key === "Enter" && event.target.matches("input:not([type=checkbox], [type=radio])")) {
      event.preventDefault(); // Enter in a line must not send half a call
      if (event.target.id === "q") window.htmx.trigger(event.target, "search");
    } else if (event.key === "ArrowDown" && event.target.id === "q") {
      const first = call.querySelector("#families [name=household]");
      if (first) {
        event.preventDefault();
        first.focus();
        first.checked = true;
        first.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
  });
  call.querySelector("[data-safe]").addEventListener("click", () => call.querySelector("[data-first]").focus());

  // How urgent, whom to call, who asked before: asked anew when an answer changes that counts for it.
  const look = call.querySelector("[data-look-at]");
  let waiting = 0;
  call.addEventListener("change", (event) => {
    if (!event.target.matches("[data-look], [name=household]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => window.htmx.ajax("POST", look.dataset.lookAt, { source: call, target: "#look", swap: "outerHTML" }), 150);
  });
  call.addEventListener("input", (event) => {
    if (!event.target.matches("[data-narrow]")) return;
    const wanted = event.target.value.trim().toLowerCase();
    call.querySelectorAll(".request-problems .check").forEach((one) => (one.hidden = !one.textContent.toLowerCase().includes(wanted)));
  });
}

// What the rights page handed on, because the person ticked it: it came through this tab alone and is forgotten at once.
const words = document.querySelector("[data-ask-words]");
if (words) {
  const carried = sessionStorage.getItem("ask-words");
  sessionStorage.removeItem("ask-words");
  if (carried && !words.value) {
    words.value = carried;
    document.querySelector("[data-ask-carried]").hidden = false;
  }
}
