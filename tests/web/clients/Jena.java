import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.rdfconnection.RDFConnection;
import org.apache.jena.rdfconnection.RDFConnectionRemote;

/** Apache Jena as a client: address of a server that takes updates in, what it found out, a line a fact. */
public class Jena {
  public static void main(String[] arguments) {
    String graph = "http://graphs.example/jena";
    Model people = ModelFactory.createDefaultModel();
    people.createResource("http://people.example/ann")
        .addProperty(ResourceFactory.createProperty("http://x/name"), "安", "zh");
    try (RDFConnection server = RDFConnectionRemote.newBuilder()
        .destination(arguments[0]).queryEndpoint("sparql").updateEndpoint("update").gspEndpoint("store").build()) {
      server.put(graph, people);
      server.load(graph, people);
      System.out.println("fetched " + server.fetch(graph).isIsomorphicWith(people));
      server.update("INSERT { GRAPH <" + graph + "> { ?s <http://x/age> 41 } } WHERE { GRAPH <" + graph + "> { ?s ?p ?o } }");
      server.querySelect("SELECT * { GRAPH <" + graph + "> { ?s <http://x/age> ?age } }",
          row -> System.out.println("selected " + row.getLiteral("age").getInt()));
      System.out.println("constructed " + server.queryConstruct("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <" + graph + "> { ?s ?p ?o } }").size());
      System.out.println("described " + server.queryDescribe("DESCRIBE <http://people.example/ann> FROM <" + graph + ">").size());
      System.out.println("asked " + server.queryAsk("ASK { GRAPH ?g { ?s ?p '安'@zh } }"));
      server.delete(graph);
      System.out.println("deleted " + !server.queryAsk("ASK { GRAPH <" + graph + "> { ?s ?p ?o } }"));
      server.put(people);
      System.out.println("default " + server.fetch().isIsomorphicWith(people));
      server.delete();
    }
  }
}
