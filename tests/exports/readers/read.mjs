// Reads an export by the name of its format from a file, and tells what the programs of the field find in it, as JSON.
// It is given to node on stdin, so that packages are those of the folder that node is started in.
import { readFileSync } from "node:fs";

import cytoscape from "cytoscape";
import { MultiDirectedGraph } from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";
import { JSDOM } from "jsdom";
import { Parser } from "n3";

const [format, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const { window } = new JSDOM("");
Object.assign(globalThis, { window, document: window.document, DOMParser: window.DOMParser, Element: window.Element });

const ofGraphology = (graph) => ({
  nodes: Object.fromEntries(graph.mapNodes((id, { label }) => [id, label])),
  edges: graph.mapEdges((id, { label }, source, target) => [source, target, label]),
  ids: graph.edges(),
});

const ofMermaid = async () => {
  const { default: mermaid } = await import("mermaid"); // looks for a window when it is loaded
  mermaid.initialize({ maxTextSize: 1e9, maxEdges: 1e9 });
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  // Mermaid keeps entities in a notation of its own until it draws.
  const drawn = (label) => {
    const holder = document.createElement("textarea");
    holder.innerHTML = label.replace(/ﬂ°°(\d+)¶ß/g, "&#$1;").replace(/ﬂ°(\w+)¶ß/g, "&$1;");
    return holder.value;
  };
  return {
    nodes: Object.fromEntries([...db.getVertices().values()].map(({ id, text }) => [id, drawn(text)])),
    edges: db.getEdges().map(({ start, end, text }) => [start, end, drawn(text)]),
  };
};

const readers = {
  graphml: () => ofGraphology(graphml.parse(MultiDirectedGraph, text)),
  gexf: () => ofGraphology(gexf.parse(MultiDirectedGraph, text, { addMissingNodes: false })),
  cyjs: () => {
    const graph = cytoscape({ headless: true, ...JSON.parse(text) });
    return {
      nodes: Object.fromEntries(graph.nodes().map((node) => [node.id(), node.data("label")])),
      edges: graph.edges().map((edge) => [edge.data("source"), edge.data("target"), edge.data("label")]),
      ids: graph.edges().map((edge) => edge.id()),
    };
  },
  mmd: ofMermaid,
  ttl12: () => {
    const quads = new Parser().parse(text);
    const term = ({ termType, value, language, datatype }) => [termType, value, language ?? "", datatype?.value ?? ""];
    return {
      triples: quads.length,
      reified: quads
        .filter(({ predicate }) => predicate.value.endsWith("#reifies"))
        .map(({ subject, object }) => [subject.value, object.termType, term(object.subject), term(object.predicate), term(object.object)]),
    };
  },
};

process.stdout.write(JSON.stringify(await readers[format]()));
