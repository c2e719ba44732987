//! Targets of annotations: own and inherited properties, and items that nothing declares.

use serde_json::Value;

use crate::{
    sandbox::{Sandbox, Text},
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
    sandbox.add_page("docs", "entity", row, "\"depth\": 1");
    for page in ["docs/resources/fern.md", "docs/resources/entity.md"] {
        sandbox.edit(page, "|id|String|Its identifier.|\n", "");
        sandbox.edit(page, "\"id\": \"String (identifier)\",\n", "");
    }
    sandbox
}

#[test]
fn annotated_inherited_property_is_restated() {
    let sandbox = sandbox();
    with(&sandbox, "");
    let dump = sandbox.model(WITH);
    assert_eq!(dump.find_property("fern", "depth"), None);
    let of_base = described("graph.entity/id", "Of every entity.");
    let cases = [
        (of_base.clone(), "Of every entity.", "Of a fern."),
        (
            of_base.clone() + &described("graph.fern/id", "Of a fern."),
            "Of a fern.",
            "Of every entity.",
        ),
        (
            of_base + &unfiltered("graph.fern/id"),
            "does not support $filter.",
            "Of a fern.",
        ),
    ];
    let heads = "|:--|:--|:--|\n";
    // Without a row for the property, and with one that says nothing about it.
    for row in ["", "|id|String||\n"] {
        sandbox.edit("docs/resources/fern.md", heads, &[heads, row].concat());
        for (annotations, words, lacking) in &cases {
            with(&sandbox, annotations);
            sandbox.generate("--metadata service.xml").code(0);
            let fern = sandbox.source("fern.rs");
            fern.has(words);
            fern.lacks(lacking);
            sandbox.source("entity.rs").lacks("support $filter");
            sandbox.generate("--metadata service.xml --check").code(0);
        }
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
    let dump = sandbox.model(WITH);
    let depth = dump.property("fern", "depth");
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
        let mut told = ran.told(["type", "member", "rule", "severity"]);
        told.retain(|[ty, member, ..]| ty == "microsoft.graph.fern" && member == "id");
        let changes: Vec<_> = told
            .iter()
            .map(|[.., rule, severity]| [rule, severity])
            .collect();
        let expected = [["restriction-changed", "minor"], ["docs-changed", "patch"]];
        assert_eq!(changes, expected, "{old}: {ran:?}");
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
        let mut found = ran.findings();
        found.retain(|line| line["rule"] == "metadata-unread");
        let told = found
            .iter()
            .map(|found| (&found["message"], &found["spans"][0]["line"]));
        let expected = unknown.map(|target| {
            let words = "expected the name of a type or member as the target of annotations";
            let message = format!("{words}, found `{target}`, which nothing declares");
            (Value::from(message), Value::from(line(target)))
        });
        let expected = expected.iter().map(|(message, line)| (message, line));
        assert!(told.eq(expected), "{command}: {found:?}");
    }
}
