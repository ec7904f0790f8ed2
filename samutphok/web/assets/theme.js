// Runs before the first paint: the desk follows the system's light or dark look.
const dark = matchMedia("(prefers-color-scheme: dark)");
const apply = () => document.documentElement.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
dark.addEventListener("change", apply);
apply();
document.documentElement.classList.add("js");
