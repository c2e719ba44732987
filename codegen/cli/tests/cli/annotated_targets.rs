//! Targets of annotations: own and inherited properties, and items that nothing declares.

use serde_json::Value;

use crate::{
    sandbox::{self, Sandbox, Text},
    second_source::{self, SERVICE},
};

const WITH: &str = "--docs docs --metadata service.xml";

/// Annotates a target with a term of the Core vocabulary.
fn annotated(target: &str, term: &str) -> String {
    format!(
        "<Annotations Target=\"{target}\">\n<Annotation Term=\"Org.OData.{term}/></Annotations>\n"
    )
}

fn described(target: &str, words: &str) -> String {
    annotated(target, &format!("Core.V1.Description\" String=\"{words}\""))
}

fn unfiltered(target: &str) -> String {
    let record = "<Annotation Term=\"Org.OData.Capabilities.V1.FilterRestrictions\"><Record>\
        <PropertyValue Property=\"Filterable\" Bool=\"false\"/></Record></Annotation>";
    format!("<Annotations Target=\"{target}\">{record}</Annotations>\n")
}

fn with(sandbox: &Sandbox, elements: &str) {
    let end = "</Schema></Edmx>";
    let service = SERVICE.replace(end, &format!("\n{elements}{end}"));
    sandbox.write("service.xml", service);
}

/// Pages of the fern and its base without a row for their key.
fn sandbox() -> Sandbox {
    let sandbox = second_source::sandbox();
    let row = "|depth|Int32|How deep it is. Read-only.|";
    let base = sandbox::page("entity", row, "\"depth\": 1");
    sandbox.write("docs/resources/entity.md", base);
    for page in ["docs/resources/fern.md", "docs/resources/entity.md"] {
        let text = sandbox
            .read(page)
            .replace("|id|String|Its identifier.|\n", "");
        sandbox.write(page, text.replace("\"id\": \"String (identifier)\",\n", ""));
    }
    sandbox
}

fn dumped(sandbox: &Sandbox, property: &str) -> Option<Value> {
    let dump = sandbox.run(format!("model {WITH}")).code(0);
    let dump: Value = serde_json::from_str(&dump.out).expect("a dump");
    let named = |all: &Value, name: &str| {
        let mut all = all.as_array().expect("a list").iter();
        all.find(|one| one["name"] == name).cloned()
    };
    let fern = named(&dump["types"], "microsoft.graph.fern").expect("a fern");
    named(&fern["properties"], property)
}

#[test]
fn annotated_inherited_property_is_restated() {
    let sandbox = sandbox();
    with(&sandbox, "");
    assert_eq!(dumped(&sandbox, "depth"), None);
    let of_base = described("graph.entity/id", "Of every entity.");
    for (annotations, words, lacking) in [
        (of_base.clone(), "Of every entity.", "Of a fern."),
        (
            of_base.clone() + &described("graph.fern/id", "Of a fern."),
            "Of a fern.",
            "Of every entity.",
        ),
        (
            of_base + &unfiltered("graph.fern/id"),
            "It does not support $filter.",
            "Of a fern.",
        ),
    ] {
        with(&sandbox, &annotations);
        sandbox.generate("--metadata service.xml").code(0);
        let fern = sandbox.source("fern.rs");
        fern.has(words);
        fern.lacks(lacking);
        sandbox.source("entity.rs").lacks("support $filter");
        sandbox.generate("--metadata service.xml --check").code(0);
    }
}

#[test]
fn restated_property_keeps_what_the_page_of_the_base_says() {
    let sandbox = sandbox();
    let depth = "<Property Name=\"id\" Type=\"Edm.String\"/>";
    let service = SERVICE.replace(
        depth,
        &format!("{depth}<Property Name=\"depth\" Type=\"Edm.Int32\"/>"),
    );
    let end = "</Schema></Edmx>";
    let annotation = described("graph.fern/depth", "How deep its roots are.");
    sandbox.write(
        "service.xml",
        service.replace(end, &format!("{annotation}{end}")),
    );
    let depth = dumped(&sandbox, "depth").expect("a restated property");
    assert_eq!(depth["readOnly"], true);
    assert_eq!(depth["source"], "both");
    sandbox.generate("--metadata service.xml").code(0);
    sandbox.source("fern.rs").has("How deep its roots are.");
    sandbox.source("entity.rs").has("How deep it is.");
}

#[test]
fn derived_annotations_build_on_the_nearest_base() {
    let sandbox = sandbox();
    let types = "<EntityType Name=\"amber\" BaseType=\"graph.zinnia\"/><EntityType Name=\"zinnia\" BaseType=\"graph.fern\"/>\n";
    let of_zinnia = described("graph.zinnia/size", "Of a zinnia.");
    with(
        &sandbox,
        &[types, &of_zinnia, &unfiltered("graph.amber/size")].concat(),
    );
    sandbox.generate("--metadata service.xml").code(0);
    let amber = sandbox.source("amber.rs");
    amber.has("Of a zinnia.");
    amber.has("does not support $filter");
    sandbox
        .source("zinnia.rs")
        .lacks("does not support $filter");
}

#[test]
fn added_or_removed_annotation_of_a_derived_type_is_reported() {
    let sandbox = sandbox();
    with(&sandbox, "");
    sandbox.write("old.xml", sandbox.read("service.xml"));
    let annotations = described("graph.fern/id", "Of a fern.") + &unfiltered("graph.fern/id");
    with(&sandbox, &annotations);
    for [old, new] in [["old.xml", "service.xml"], ["service.xml", "old.xml"]] {
        let ran = sandbox.run(format!(
            "diff docs docs --metadata {new} --base-metadata {old} --message-format json"
        ));
        let lines = ran.json();
        let rules: Vec<_> = lines
            .iter()
            .filter(|line| line["member"] == "id" && line["type"] == "microsoft.graph.fern")
            .map(|line| {
                (
                    line["rule"].as_str().unwrap_or_default(),
                    line["severity"].as_str(),
                )
            })
            .collect();
        let expected = [
            ("restriction-changed", Some("minor")),
            ("docs-changed", Some("patch")),
        ];
        assert_eq!(rules, expected, "{old}: {lines:?}");
    }
}

#[test]
fn annotations_of_undeclared_targets_are_reported() {
    let sandbox = sandbox();
    let declared = "<Action Name=\"grow\"/><Function Name=\"age\"/><Term Name=\"hint\"/>\
        <EntityContainer Name=\"all\"><EntitySet Name=\"ferns\" EntityType=\"graph.fern\"/></EntityContainer>\n";
    let known = [
        "graph.fern",
        "graph.fern/size",
        "microsoft.graph.fern/id",
        "graph.shade/dark",
        "graph.grams",
        "graph.grow",
        "graph.grow/by",
        "graph.grow(graph.fern, Edm.String)/by",
        "graph.age()",
        "graph.hint",
        "graph.all",
        "graph.all/ferns",
    ];
    let unknown = [
        "graph.moss",
        "graph.fern/smell",
        "graph.fern/shade/dark",
        "graph.shade/green",
        "a",
    ];
    let targets = known.iter().chain(&unknown);
    let annotations: String = targets.map(|target| described(target, "Words.")).collect();
    with(&sandbox, &format!("{declared}{annotations}"));
    let lines = sandbox.read("service.xml");
    let line = |target: &str| {
        let place = lines
            .lines()
            .position(|line| line.contains(&format!("Target=\"{target}\"")));
        place.expect(target) + 1
    };
    for command in ["lint", "generate --out out"] {
        let ran = sandbox.run(format!("{command} {WITH} --message-format json"));
        let told = ran
            .json()
            .into_iter()
            .filter(|line| line["rule"] == "metadata-unread");
        let told: Vec<(String, u64)> = told
            .map(|found| {
                let message = found["message"].as_str().unwrap_or_default().to_owned();
                (
                    message,
                    found["spans"][0]["line"].as_u64().unwrap_or_default(),
                )
            })
            .collect();
        let expected = unknown.map(|target| {
            let words = "expected the name of a type or member as the target of annotations";
            let message = format!("{words}, found `{target}`, which nothing declares");
            (message, line(target) as u64)
        });
        assert_eq!(told, expected, "{command}");
    }
}
