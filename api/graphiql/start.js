// Mounts GraphiQL on the endpoint that served this page.
const EXAMPLE = `# guanxi 关系: firms, clusters, people and deals, each fact with its sentence.
# Press the play button, or Ctrl-Enter.
query Start {
  statistics { articles entities { type count } deals { type count } }
  deals(first: 5) {
    nodes {
      type status date
      amount { value currency }
      participants { role entity { id name } }
      evidence { quote article { title published } }
    }
  }
}
`;

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: "graphql" }),
    defaultQuery: EXAMPLE,
    defaultEditorToolsVisibility: true,
  }),
);
