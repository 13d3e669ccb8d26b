// A document: what is pointed at or has the focus, words or statement, is lit together with its other side.
// Without this module the links between both are all there.

const lines = [...document.querySelectorAll("[data-spans]")];
const marks = [...document.querySelectorAll("[data-covers]")];
const words = (element, name) => element.dataset[name].trim().split(/\s+/);
const bySpan = new Map();
for (const mark of marks) {
  for (const span of words(mark, "covers")) {
    if (!bySpan.has(span)) bySpan.set(span, []);
    bySpan.get(span).push(mark);
  }
}
const linesOf = new Map(marks.map((mark) => [mark, []]));
for (const line of lines) {
  for (const span of words(line, "spans")) for (const mark of bySpan.get(span) ?? []) linesOf.get(mark).push(line);
}

let lit = [];
const light = (elements) => {
  for (const element of lit) element.classList.remove("lit");
  lit = elements;
  for (const element of lit) element.classList.add("lit");
};
const both = (element, elements) => {
  for (const start of ["mouseenter", "focusin"]) element.addEventListener(start, () => light(elements));
  for (const end of ["mouseleave", "focusout"]) element.addEventListener(end, () => light([]));
};
for (const line of lines) both(line, [line, ...words(line, "spans").flatMap((span) => bySpan.get(span) ?? [])]);
for (const mark of marks) both(mark, [mark, ...linesOf.get(mark)]);
