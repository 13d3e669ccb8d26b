
"use strict";
{
  const controls = document.getElementById("controls");
  const svg = document.querySelector("#picture svg");
  const rows = [...document.querySelectorAll("tr.node")];
  const cards = rows.map((row) => svg.querySelector(`a[href="#${row.id}"]`));
  const edges = [...document.querySelectorAll("tr.edge")].map((row, number) => ({
    row,
    drawn: svg.querySelectorAll("g.edge")[number],
    ends: [...row.querySelectorAll("a")].map((a) => a.hash.slice(1)),
  }));
  const show = () => {
    const words = document.getElementById("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = new Set([...controls.querySelectorAll("[name=kind]:checked")].map((box) => box.value));
    const shown = new Set();
    rows.forEach((row, number) => {
      const text = row.textContent.toLowerCase();
      const fits = kinds.has(row.dataset.kind) && words.every((word) => text.includes(word));
      row.hidden = !fits;
      cards[number].classList.toggle("dim", !fits);
      if (fits) shown.add(row.id);
    });
    edges.forEach(({ row, drawn, ends }) => {
      const fits = ends.every((end) => shown.has(end));
      row.hidden = !fits;
      drawn.classList.toggle("dim", !fits);
    });
    document.getElementById("shown").textContent = `${shown.size} / ${rows.length}`;
  };
  controls.addEventListener("input", show);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.querySelectorAll("[data-zoom]").forEach((button) =>
    button.addEventListener("click", () => {
      for (const side of ["width", "height"])
        svg.setAttribute(side, Number(svg.getAttribute(side)) * Number(button.dataset.zoom));
    }),
  );
  controls.hidden = false;
  show();
}
