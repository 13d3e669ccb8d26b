// Drawings of policies and their ties: arrow keys go from card to card, and what has the focus lights its chain.
// Without this module all cards are there, links and in reading order.

for (const canvas of document.querySelectorAll(".canvas")) {
  const cards = [...canvas.querySelectorAll(".card")];
  const ties = [...canvas.querySelectorAll("[data-from]")];
  const middle = (card) => {
    const box = card.querySelector("rect").getBBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  const reach = (start, from, to) => {
    const found = new Set([start]);
    const next = [start];
    while (next.length) {
      const here = next.pop();
      for (const tie of ties) {
        if (tie.dataset[from] === here && !found.has(tie.dataset[to])) {
          found.add(tie.dataset[to]);
          next.push(tie.dataset[to]);
        }
      }
    }
    return found;
  };

  const light = (card) => {
    const up = reach(card.dataset.id, "from", "to");
    const down = reach(card.dataset.id, "to", "from");
    const lit = (tie) => (up.has(tie.dataset.from) && up.has(tie.dataset.to)) || (down.has(tie.dataset.from) && down.has(tie.dataset.to));
    canvas.classList.add("chain");
    for (const tie of ties) tie.classList.toggle("lit", lit(tie));
    for (const other of cards) other.classList.toggle("lit", up.has(other.dataset.id) || down.has(other.dataset.id));
  };
  const unlight = () => canvas.classList.remove("chain");

  const nearest = (card, key) => {
    const here = middle(card);
    const side = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    let best = null;
    let least = Infinity;
    for (const other of cards) {
      const there = middle(other);
      const [dx, dy] = [there.x - here.x, there.y - here.y];
      const ahead = dx * side[0] + dy * side[1];
      const aside = Math.abs(dx * side[1]) + Math.abs(dy * side[0]);
      if (ahead > 1 && ahead + 2 * aside < least) [best, least] = [other, ahead + 2 * aside];
    }
    return best;
  };

  for (const card of cards) {
    card.addEventListener("focus", () => light(card));
    card.addEventListener("blur", unlight);
    card.addEventListener("mouseenter", () => light(card));
    card.addEventListener("mouseleave", unlight);
    card.addEventListener("keydown", (event) => {
      if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      nearest(card, event.key)?.focus();
    });
  }

  const focus = canvas.querySelector(".card.focus");
  if (focus && canvas.scrollWidth > canvas.clientWidth) {
    const [own, all] = [focus.getBoundingClientRect(), canvas.getBoundingClientRect()];
    canvas.scrollLeft += own.left + own.width / 2 - all.left - all.width / 2;
  }
}
