/** Light or dark as the phone says, also for the forms' own styles. */

export function followTheme(): void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const look = () => (document.documentElement.dataset["bsTheme"] = dark.matches ? "dark" : "light");
  dark.addEventListener("change", look);
  look();
}
