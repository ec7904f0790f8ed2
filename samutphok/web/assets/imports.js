// Files are dropped, sent one after another with their progress, and stand in a queue. Without this file the form sends them.
const form = document.querySelector("form[data-upload]");
const queue = document.querySelector("[data-queue]");

const send = (file, row) =>
  new Promise((done) => {
    const request = new XMLHttpRequest();
    const bar = row.querySelector("progress");
    const body = new FormData(form);
    body.delete("file");
    body.append("file", file);
    request.upload.addEventListener("progress", (event) => {
      bar.max = event.total;
      bar.value = event.loaded;
      if (event.loaded === event.total) row.querySelector("small").textContent = queue.dataset.checking;
    });
    request.addEventListener("load", () => done(request));
    request.addEventListener("error", () => done(null));
    request.open("POST", form.action);
    request.setRequestHeader("X-Queue", "1");
    request.send(body);
  });

const rowOf = (file) => {
  const row = document.createElement("li");
  row.innerHTML = "<span></span><span><strong></strong><small></small><progress value='0'></progress></span>";
  row.querySelector("strong").textContent = file.name;
  row.querySelector("small").textContent = queue.dataset.sending;
  row.querySelector("progress").setAttribute("aria-label", file.name);
  queue.append(row);
  return row;
};

const answered = (request) => {
  const found = request && new DOMParser().parseFromString(request.responseText, "text/html");
  const row = found?.querySelector("li[data-address], li.is-bad");
  if (row) return row;
  const told = found?.querySelector("[data-problem]");
  const bad = document.createElement("li");
  bad.className = "is-bad";
  bad.innerHTML = "<span></span><span class='field-error' role='alert'></span>";
  bad.lastChild.textContent = told ? told.textContent.trim() : queue.dataset.lost;
  return bad;
};

async function sendAll(files) {
  queue.hidden = false;
  const rows = [...files].map((file) => [file, rowOf(file)]);
  const kept = [];
  for (const [file, row] of rows) {
    const answer = answered(await send(file, row));
    const name = answer.querySelector("strong") ? "" : `${file.name}: `;
    if (name) answer.lastElementChild.prepend(name);
    row.replaceWith(document.importNode(answer, true));
    if (answer.dataset.address) kept.push(answer.dataset.address);
  }
  form.reset();
  if (rows.length === 1 && kept.length === 1) location.assign(kept[0]);
}

if (form) {
  const zone = form.querySelector("[data-drop-zone]");
  const input = form.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) sendAll(event.dataTransfer.files);
  });
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    sendAll(input.files);
  });
}

// One key for each button that says so: a decision takes no mouse.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
});
