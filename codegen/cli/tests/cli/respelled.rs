//! Names that pages and metadata spell in different letter case: everywhere, the spelling of the service is used.

use crate::sandbox::{Sandbox, Text};

const WITH: &str = "--metadata service.xml";
const MODEL: &str = "--docs docs --metadata service.xml";

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
    sandbox.add_page("docs", "treefern", rows, members);
    let row = "|height|Int32|How tall it is.|";
    sandbox.add_page("docs", "dwarf", row, "\"height\": 1");
    let base = "\"baseType\": \"microsoft.graph.treefern\", \"@odata.type\"";
    sandbox.edit("docs/resources/dwarf.md", "\"@odata.type\"", base);
    let rows = "|best|[treefern](treefern.md)|The best one, see [treefern](treefern.md).|\n\
        |rest|[treefern](treefern.md) collection|The others.|";
    let members = "\"best\": {\"@odata.type\": \"microsoft.graph.treefern\"}, \
        \"rest\": [{\"@odata.type\": \"microsoft.graph.treefern\"}]";
    sandbox.add_page("docs", "garden", rows, members);
    sandbox.write("service.xml", SERVICE);
    sandbox
}

#[test]
fn type_names_use_the_case_of_the_service() {
    let sandbox = sandbox();
    let dump = sandbox.model(MODEL);
    assert_eq!(dump.ty("treeFern")["source"], "both");
    assert_eq!(dump.property("treeFern", "leafSize")["source"], "both");
    assert_eq!(dump.ty("dwarf")["base"], "microsoft.graph.treeFern");
    for property in ["best", "rest"] {
        let ty = &dump.property("garden", property)["type"];
        assert_eq!(ty, "microsoft.graph.treeFern", "{property}");
    }
    let types = dump.0["types"].to_string();
    types.lacks("\"microsoft.graph.treefern\"");
    types.lacks("\"leafsize\"");
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
    let dump = sandbox.model("");
    assert_eq!(dump.ty("treefern")["source"], "both");
    assert_eq!(dump.property("treefern", "leafsize")["source"], "both");
    dump.0["types"].to_string().lacks("\"leafSize\"");
}

#[test]
fn request_examples_match_in_another_case() {
    let sandbox = sandbox();
    let page = "docs/resources/treefern.md";
    sandbox.edit(page, "a leaf is.", "a leaf is. Read-only.");
    let head = "---\ntitle: \"Update treefern\"\ndoc_type: apiPageType\n---\n\n# Update treefern\n\n\
        Namespace: microsoft.graph\n\n## Examples\n\n### Request\n\n<!-- { \"blockType\": \"request\" } -->\n";
    let sample = "```http\nPATCH https://graph.example/v1.0/treeferns/1\nContent-Type: application/json\n\n\
        { \"@odata.type\": \"#microsoft.graph.treefern\", \"leafsize\": \"1\" }\n```\n";
    sandbox.write("docs/resources/treefern-update.md", [head, sample].concat());
    let read_only = |words: &str, ty: &str, property: &str| {
        let dump = sandbox.model(words);
        dump.property(ty, property)["readOnly"].clone()
    };
    assert_eq!(read_only("--docs docs", "treefern", "leafsize"), false);
    assert_eq!(read_only(MODEL, "treeFern", "leafSize"), false);
    sandbox.remove("docs/resources/treefern-update.md");
    assert_eq!(read_only(MODEL, "treeFern", "leafSize"), true);
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
        let mut wrong = ran.told(["rule"]);
        wrong.retain(|[rule]| rule.starts_with("fact-") && rule != "fact-without-sentence");
        assert_eq!(wrong, [[""; 1]; 0], "{more}: {}", ran.out);
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

/// Returns the rules of the findings of an update.
fn updated(sandbox: &Sandbox, more: &str) -> Vec<[String; 1]> {
    let words = "update --docs docs --out out --message-format json";
    sandbox.run(format!("{words} {more}")).told(["rule"])
}

#[test]
fn adding_metadata_renames_case_without_removals() {
    let sandbox = sandbox();
    sandbox.generate("").code(0);
    let rules = updated(&sandbox, WITH).concat().join(" ");
    rules.has("type-case-changed");
    rules.has("property-wire-case-changed");
    rules.lacks("-removed");
}

#[test]
fn quarantined_member_follows_a_case_rename_of_its_type() {
    let sandbox = sandbox();
    let page = sandbox.read("docs/resources/treefern.md");
    let with = page.replace("|status|", "|smell|String|None.|\n|status|");
    sandbox.write("docs/resources/treefern.md", with);
    sandbox.generate("").code(0);
    sandbox.write("docs/resources/treefern.md", page);
    assert_eq!(updated(&sandbox, "")[0], ["property-removed"]);
    sandbox.read("out/graphdoc.lock").has("\ngone ");
    let leaf = "<Property Name=\"leafSize\"";
    let smell = format!("<Property Name=\"smell\" Type=\"Edm.String\"/>{leaf}");
    sandbox.edit("service.xml", leaf, &smell);
    sandbox.generate(WITH);
    sandbox.read("out/graphdoc.lock").lacks("\ngone ");
    sandbox.source("tree_fern.rs").lacks("No longer documented");
}
