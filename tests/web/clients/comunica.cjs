// Comunica as a client: the path of its package and the address of a server that takes updates in, what it found out.
const { QueryEngine } = require(process.argv[2]);

async function main(address) {
  const engine = new QueryEngine();
  const context = { sources: [{ type: "sparql", value: `${address}sparql` }] };
  const graph = "http://graphs.example/comunica";
  const say = (what, found) => console.log(what, found);
  await engine.queryVoid(`INSERT DATA { GRAPH <${graph}> { <http://people.example/ann> <http://x/name> "安"@zh ; <http://x/age> 41 } }`, context);
  const rows = await (await engine.queryBindings(`SELECT ?name { GRAPH <${graph}> { ?s <http://x/name> ?name } }`, context)).toArray();
  say("selected", rows.map((row) => row.get("name").value).join());
  say("asked", await engine.queryBoolean(`ASK { GRAPH <${graph}> { ?s <http://x/age> 41 } }`, context));
  const quads = await (await engine.queryQuads(`CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <${graph}> { ?s ?p ?o } }`, context)).toArray();
  say("constructed", quads.length);
  const guessed = { sources: [`${address}sparql`] };
  say("guessed", await engine.queryBoolean("ASK { GRAPH ?g { ?s <http://x/name> ?name } }", guessed));
  await engine.queryVoid(`DROP GRAPH <${graph}>`, context);
  await engine.invalidateHttpCache();
  say("dropped", !(await engine.queryBoolean(`ASK { GRAPH <${graph}> { ?s ?p ?o } }`, context)));
}

main(process.argv[3]);
