// Leaving a page quickly: by its button or Escape twice; the page is emptied at once and leaves no step to go back to.
const way = document.querySelector("[data-leave]");
if (way) {
  const leave = () => {
    document.querySelector("main").replaceChildren();
    document.title = "…";
    location.replace(way.href);
  };
  way.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 800) leave();
    last = event.timeStamp;
  });
}
