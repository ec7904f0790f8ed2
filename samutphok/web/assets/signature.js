// A signature drawn with finger, pen or mouse: strokes on a canvas, sent as a picture with the form.
// Without this module the form takes a photograph of the signed paper, or a spoken agreement.
for (const pad of document.querySelectorAll("[data-signature]")) {
  const canvas = pad.querySelector("canvas");
  const drawn = pad.closest("form").elements.drawn;
  const pen = canvas.getContext("2d");
  let last = null;
  let inked = false;

  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    inked = false;
    drawn.value = "";
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  const line = (from, to, pressure) => {
    pen.strokeStyle = "#14213d";
    pen.lineWidth = 3 + 3 * (pressure || 0.5);
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
    inked = true;
  };

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    line(last, [last[0] + 0.1, last[1]], event.pressure);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const step of event.getCoalescedEvents?.() ?? [event]) {
      const next = place(step);
      line(last, next, step.pressure);
      last = next;
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      last = null;
      if (inked) drawn.value = canvas.toDataURL("image/png");
    });
  }
  pad.querySelector("[data-clear]").addEventListener("click", clear);
  const before = drawn.value;
  clear();
  if (before.startsWith("data:image/png")) {
    // a form that came back keeps what was signed
    const picture = new Image();
    picture.onload = () => { pen.drawImage(picture, 0, 0); inked = true; drawn.value = before; };
    picture.src = before;
  }
  pad.hidden = false;
}
