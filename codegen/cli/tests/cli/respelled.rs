//! Names that pages and metadata spell in different letter case: everywhere, the spelling of the service is used.

use serde_json::Value;

use crate::sandbox::{self, Sandbox, Text};

const WITH: &str = "--metadata service.xml";

const SERVICE: &str = r#"<Edmx><Schema Namespace="microsoft.graph" Alias="graph">
<EntityType Name="treeFern"><Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String"/>
  <Property Name="leafSize" Type="Edm.String"/>
  <Property Name="status" Type="graph.fernStatus"/>
</EntityType>
<EntityType Name="garden"><Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String"/>
  <Property Name="best" Type="graph.treeFern"/>
</EntityType>
<EnumType Name="fernStatus"><Member Name="growing" Value="0"/><Member Name="Withered" Value="1"/></EnumType>
</Schema></Edmx>"#;

/// Pages of a `treefern`, of a type that extends it, which the service does not have, and of a garden with both.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    let rows = "|leafsize|String|How large a leaf is. Maximum length is 20.|\n\
        |status|String|Its status. Possible values are: `growing`, `withered`.|";
    let members = "\"leafsize\": \"String\", \"status\": \"String\"";
    let write =
        |name: &str, page: String| sandbox.write(&format!("docs/resources/{name}.md"), page);
    write("treefern", sandbox::page("treefern", rows, members));
    let dwarf = sandbox::page("dwarf", "|height|Int32|How tall it is.|", "\"height\": 1");
    let base = "\"baseType\": \"microsoft.graph.treefern\", \"@odata.type\"";
    write("dwarf", dwarf.replace("\"@odata.type\"", base));
    let rows = "|best|[treefern](treefern.md)|The best one, see [treefern](treefern.md).|\n\
        |rest|[treefern](treefern.md) collection|The others.|";
    let members = "\"best\": {\"@odata.type\": \"microsoft.graph.treefern\"}, \
        \"rest\": [{\"@odata.type\": \"microsoft.graph.treefern\"}]";
    write("garden", sandbox::page("garden", rows, members));
    sandbox.write("service.xml", SERVICE);
    sandbox
}

fn dump(sandbox: &Sandbox, more: &str) -> Value {
    let ran = sandbox.run(format!("model --docs docs {more}")).code(0);
    serde_json::from_str(&ran.out).expect("a dump")
}

fn named<'v>(all: &'v Value, name: &str) -> &'v Value {
    let mut all = all.as_array().expect("a list").iter();
    all.find(|one| one["name"] == name).expect(name)
}

#[test]
fn type_names_use_the_case_of_the_service() {
    let sandbox = sandbox();
    let dump = dump(&sandbox, WITH);
    let fern = named(&dump["types"], "microsoft.graph.treeFern");
    assert_eq!(fern["source"], "both");
    let dwarf = named(&dump["types"], "microsoft.graph.dwarf");
    assert_eq!(dwarf["base"], "microsoft.graph.treeFern");
    let garden = named(&dump["types"], "microsoft.graph.garden");
    for property in ["best", "rest"] {
        let ty = &named(&garden["properties"], property)["type"];
        assert_eq!(ty, "microsoft.graph.treeFern", "{property}");
    }
    assert!(
        !dump["types"]
            .to_string()
            .contains("\"microsoft.graph.treefern\"")
    );
    sandbox.generate(WITH).code(0);
    // The marker in bodies, the file, and links in the documentation.
    let fern = sandbox.source("tree_fern.rs");
    fern.has("TreeFern: \"microsoft.graph.treeFern\"");
    fern.has("pub leaf_size: Option<String>");
    sandbox
        .source("garden.rs")
        .has("[treefern](super::TreeFern)");
    sandbox
        .source("dwarf.rs")
        .has("pub leaf_size: Option<String>");
    let lock = sandbox.read("out/graphdoc.lock");
    lock.has("microsoft.graph.treeFern");
    lock.lacks("microsoft.graph.treefern");
    sandbox.generate(&format!("{WITH} --check")).code(0);
    let only = format!("generate --docs docs --out part {WITH} --only microsoft.graph.treefern");
    sandbox.run(only).code(0);
}

#[test]
fn preferred_pages_keep_their_case() {
    let sandbox = sandbox();
    sandbox.write(
        "graphdoc.toml",
        "docs = 'docs'\n[metadata]\npath = 'service.xml'\nprefer = 'docs'\n",
    );
    let dump: Value = serde_json::from_str(&sandbox.run("model").code(0).out).expect("a dump");
    let fern = named(&dump["types"], "microsoft.graph.treefern");
    assert_eq!(fern["source"], "both");
    named(&fern["properties"], "leafsize");
}

#[test]
fn request_examples_match_in_another_case() {
    let sandbox = sandbox();
    let page = sandbox.read("docs/resources/treefern.md");
    sandbox.write(
        "docs/resources/treefern.md",
        page.replace("How large a leaf is.", "How large a leaf is. Read-only."),
    );
    let head = "---\ntitle: \"Update treefern\"\ndoc_type: apiPageType\n---\n\n# Update treefern\n\n\
        Namespace: microsoft.graph\n\n## Examples\n\n### Request\n\n<!-- { \"blockType\": \"request\" } -->\n";
    let sample = "```http\nPATCH https://graph.example/v1.0/treeferns/1\nContent-Type: application/json\n\n\
        { \"@odata.type\": \"#microsoft.graph.treefern\", \"leafsize\": \"1\" }\n```\n";
    sandbox.write("docs/resources/treefern-update.md", [head, sample].concat());
    let read_only = |more: &str, ty: &str, property: &str| {
        let dump = dump(&sandbox, more);
        named(&named(&dump["types"], ty)["properties"], property)["readOnly"].clone()
    };
    assert_eq!(read_only("", "microsoft.graph.treefern", "leafsize"), false);
    assert_eq!(
        read_only(WITH, "microsoft.graph.treeFern", "leafSize"),
        false
    );
    std::fs::remove_file(sandbox.path().join("docs/resources/treefern-update.md")).expect("a file");
    assert_eq!(
        read_only(WITH, "microsoft.graph.treeFern", "leafSize"),
        true
    );
}

const FACTS: &str = r#"
[[fact]]
id = "fern.leaf"
page = "resources/treefern.md"
quote = "|leafsize|String|How large a leaf is. Maximum length is 20.|"
limit = { property = "leafsize", max-length = 20 }

[[fact]]
id = "fern.status"
page = "resources/treefern.md"
type = "treefern"
because = "the status is the progress"
lifecycle = { property = "status", pending = ["growing"], failed = ["withered"] }

[[fact]]
id = "fern.text"
page = "resources/treefern.md"
quote = "|leafsize|String|How large a leaf is. Maximum length is 20.|"
because = "it is a measure"
link = "https://example.org/issues/1"
correct = { property = "leafsize", text = "The length of a leaf." }

[[fact]]
id = "fern.best"
page = "resources/garden.md"
quote = "The best one, see [treefern](treefern.md)."
because = "there are several"
link = "https://example.org/issues/2"
correct = { property = "best", type = "Collection(treefern)" }

[[fact]]
id = "fern.withered"
page = "resources/treefern.md"
quote = "Its status. Possible values are: `growing`, `withered`."
because = "a reader should know"
link = "https://example.org/issues/3"
correct = { property = "status", member = "withered", text = "It is no more." }

[[fact]]
id = "dwarf.base"
page = "resources/dwarf.md"
because = "it is one"
base = "treefern"
"#;

#[test]
fn facts_match_type_names_in_another_case() {
    let sandbox = sandbox();
    sandbox.write("facts/own.toml", FACTS);
    for more in ["", WITH] {
        let ran = sandbox.generate(&format!("--facts facts {more} --message-format json"));
        let lines = ran.json();
        let rules: Vec<_> = lines
            .iter()
            .map(|line| line["rule"].as_str().unwrap_or_default())
            .collect();
        let wrong = rules
            .iter()
            .filter(|rule| rule.starts_with("fact-") && **rule != "fact-without-sentence");
        assert_eq!(wrong.count(), 0, "{more}: {}", ran.out);
    }
    let fern = sandbox.source("tree_fern.rs");
    fern.has("The length of a leaf.");
    sandbox.source("fern_status.rs").has("It is no more.");
    sandbox
        .source("garden.rs")
        .has("pub best: Option<Vec<super::TreeFern>>");
    let lock = sandbox.read("out/graphdoc.lock");
    lock.lacks("treefern.leafsize");
    let ran = sandbox.run("facts --docs docs --facts facts");
    ran.code(0).out.has("of microsoft.graph.treefern.leafsize");
    sandbox.write(
        "graphdoc.toml",
        "docs = 'docs'\nfacts = 'facts'\n[metadata]\npath = 'service.xml'\n",
    );
    let facts = sandbox.run("facts").code(0).out;
    facts.has("of microsoft.graph.treeFern.leafSize");
    facts.has("of microsoft.graph.treeFern.status");
    facts.has("used by msgraph_types::FernStatus::phase");
    facts.lacks("treefern.leafsize");
    sandbox.run("generate --out out --check").code(0);
}

/// Returns rules and types of the findings of an update.
fn updated(sandbox: &Sandbox, more: &str) -> Vec<(String, String)> {
    let ran = sandbox.run(format!(
        "update --docs docs --out out --message-format json {more}"
    ));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let lines = ran
        .json()
        .into_iter()
        .filter(|line| line["reason"] == "finding");
    lines
        .map(|line| (text(&line["rule"]), text(&line["type"])))
        .collect()
}

#[test]
fn adding_metadata_renames_case_without_removals() {
    let sandbox = sandbox();
    sandbox.generate("").code(0);
    let found = updated(&sandbox, WITH);
    let rules: Vec<&str> = found.iter().map(|(rule, _)| rule.as_str()).collect();
    assert!(rules.contains(&"type-case-changed"), "{found:?}");
    assert!(rules.contains(&"property-wire-case-changed"), "{found:?}");
    assert!(
        !rules.iter().any(|rule| rule.ends_with("-removed")),
        "{found:?}"
    );
}

#[test]
fn quarantined_member_follows_a_case_rename_of_its_type() {
    let sandbox = sandbox();
    let page = sandbox.read("docs/resources/treefern.md");
    let with = page.replace("|status|", "|smell|String|None.|\n|status|");
    sandbox.write("docs/resources/treefern.md", with);
    sandbox.generate("").code(0);
    sandbox.write("docs/resources/treefern.md", page);
    assert_eq!(updated(&sandbox, "")[0].0, "property-removed");
    sandbox.read("out/graphdoc.lock").has("\ngone ");
    let smell = "<Property Name=\"smell\" Type=\"Edm.String\"/>\n  <Property Name=\"leafSize\"";
    sandbox.write(
        "service.xml",
        SERVICE.replace("<Property Name=\"leafSize\"", smell),
    );
    sandbox.generate(WITH);
    sandbox.read("out/graphdoc.lock").lacks("\ngone ");
    sandbox.source("tree_fern.rs").lacks("No longer documented");
}
