// Runs before the first paint. The server wrote the reader's choice; without one the desk follows the device.
const page = document.documentElement;
if (page.dataset.look === "system") {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (page.dataset.bsTheme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  follow();
}
page.classList.add("js");
