// The table of a hand-out: the next family at once, a signature by finger, and taps that wait for the network.
// Without this file each tap is an ordinary form. Every family has an act of its own, so a tap sent twice is one.
// What waits lies in the tab sealed: its key comes with the page, to whoever is logged in, and is never written down here.
// Without a secure connection nothing is kept but in memory. A photograph waits in memory alone.
const table = document.querySelector("[data-handout]");
const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const text64 = (data) => btoa(Array.from(new Uint8Array(data), (one) => String.fromCharCode(one)).join(""));
const opener = async (hex) => crypto.subtle?.importKey("raw", Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16)), "AES-GCM", false, ["encrypt", "decrypt"]);
const seal = async (key, value) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return `${text64(iv)} ${text64(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(value))))}`;
};
const unseal = async (key, sealed) => {
  const [iv, data] = sealed.split(" ").map(bytes);
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data)));
};

if (table) {
  const form = table.querySelector("form[data-tap]");
  const pad = form.querySelector("canvas");
  const pen = pad.getContext("2d");
  const shelf = `handout ${form.action}`;
  const key = await opener(table.dataset.key);
  const kept = sessionStorage.getItem(shelf);
  const waiting = kept && key ? await unseal(key, kept).catch(() => []) : [];
  const served = new Set(waiting.map((tap) => Object.fromEntries(tap).guest)); // before a reload; the office has not heard yet
  const lines = [...table.querySelectorAll("[data-guest]")].filter((line) => !served.has(line.dataset.guest) || !(line.hidden = true));
  const told = table.querySelector("[data-unsent]");
  let at = 0, strokes = [], drawing = false, sending = false;

  const keep = async () => {
    told.hidden = waiting.length === 0;
    told.querySelector("b").textContent = waiting.length;
    if (!waiting.length || !key) return sessionStorage.removeItem(shelf);
    const sealed = await seal(key, waiting.map((tap) => tap.filter(([, value]) => typeof value === "string")));
    if (waiting.length) sessionStorage.setItem(shelf, sealed);
  };
  const clear = () => {
    strokes = [];
    pad.width = pad.clientWidth * devicePixelRatio;
    pad.height = pad.clientHeight * devicePixelRatio;
    pen.lineWidth = 3 * devicePixelRatio;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(pad).color;
  };
  const show = () => {
    const line = lines[at];
    form.hidden = !line;
    table.querySelector("[data-all-done]").hidden = Boolean(line);
    lines.forEach((one, place) => { one.hidden = place <= at || place > at + 5; });
    if (!line) return;
    form.elements.guest.value = line.dataset.guest;
    form.elements.act_id.value = line.dataset.act;
    form.elements.proxy.value = form.elements.photo.value = "";
    form.querySelector("[data-number]").textContent = line.dataset.place;
    form.querySelector("[data-name]").textContent = line.dataset.name;
    form.querySelector("[data-where]").textContent = line.dataset.where;
    clear();
  };
  const send = async () => {
    if (sending || waiting.length === 0) return;
    sending = true;
    try {
      const body = new FormData();
      for (const [name, value] of waiting[0]) body.append(name, value);
      const reply = await fetch(form.action, { method: "POST", headers: { "X-Requested-With": "fetch" }, body });
      if (reply.status < 500) {
        const text = await reply.text();
        if (!reply.ok) {
          const trouble = table.querySelector("[data-trouble]");
          trouble.hidden = false;
          trouble.lastElementChild.textContent = text;
        }
        waiting.shift();
        keep();
      }
    } catch { /* no network: the tap waits */ }
    sending = false;
    if (waiting.length) setTimeout(send, navigator.onLine ? 500 : 4000);
  };
  const place = (event) => {
    const box = pad.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((part) => Math.min(1, Math.max(0, part)));
  };
  const draw = (x, y, first) => {
    if (first) { pen.beginPath(); pen.moveTo(x * pad.width, y * pad.height); }
    pen.lineTo(x * pad.width, y * pad.height);
    pen.stroke();
    strokes.push(`${first ? "M" : "L"}${Math.round(x * 1000)} ${Math.round(y * 400)}`);
  };
  pad.addEventListener("pointerdown", (event) => { drawing = true; pad.setPointerCapture(event.pointerId); draw(...place(event), true); });
  pad.addEventListener("pointermove", (event) => { if (drawing) draw(...place(event), false); });
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => { drawing = false; });
  form.querySelector("[data-clear]").addEventListener("click", clear);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    sent.set("drawn", strokes.join(" "));
    waiting.push([...sent.entries()].filter(([, value]) => typeof value === "string" || value.size));
    keep();
    at += 1;
    show();
    send();
  });
  table.addEventListener("click", (event) => {
    const line = event.target.closest("[data-guest]");
    if (!line) return;
    lines.splice(lines.indexOf(line), 1);
    lines.splice(at, 0, line);
    show();
  });
  pad.closest("[data-pad]").hidden = false;
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => { if (waiting.length) event.preventDefault(); });
  keep();
  show();
  send();
}
