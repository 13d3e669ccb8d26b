// The graph explorer: buttons zoom, a drag moves, what is pointed at or has the focus is named and lights its
// neighbours.
// Without this module the drawing fits its frame, and every node is a link.

const canvas = document.querySelector(".canvas");
const svg = canvas?.querySelector("svg.graph");
if (svg) {
  const own = svg.viewBox.baseVal.width;
  const buttons = document.querySelector(".zoom");
  buttons.hidden = false;
  for (const button of buttons.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const factor = Number(button.dataset.zoom);
      const width = factor ? Math.min(Math.max(svg.getBoundingClientRect().width * factor, 240), own * 4) : 0;
      svg.classList.toggle("zoomed", width > 0);
      if (width) svg.setAttribute("width", width);
      else svg.setAttribute("width", own);
    });
  }

  let from = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && !event.target.closest("a")) from = [event.clientX, event.clientY];
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    canvas.scrollLeft -= event.clientX - from[0];
    canvas.scrollTop -= event.clientY - from[1];
    from = [event.clientX, event.clientY];
  });
  for (const end of ["pointerup", "pointerleave"]) canvas.addEventListener(end, () => { from = null; });

  const links = [...svg.querySelectorAll("[data-from]")];
  const pointed = document.querySelector(".pointed");
  for (const node of svg.querySelectorAll(".node")) {
    const light = (on) => {
      pointed.textContent = on ? node.querySelector("title").textContent : "";
      svg.classList.toggle("chain", on);
      for (const link of links) {
        link.classList.toggle("lit", on && (link.dataset.from === node.dataset.id || link.dataset.to === node.dataset.id));
      }
    };
    for (const start of ["mouseenter", "focus"]) node.addEventListener(start, () => light(true));
    for (const stop of ["mouseleave", "blur"]) node.addEventListener(stop, () => light(false));
  }
}
