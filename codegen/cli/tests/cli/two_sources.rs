//! Changes of pages and metadata together: which of the two lost something, and which of the two changed.

use serde_json::Value;

use crate::sandbox::{self, Sandbox, Text};

/// A page of a fern with these properties.
fn fern(properties: &[&str]) -> String {
    let rows: Vec<String> = properties
        .iter()
        .map(|name| format!("|{name}|Int32|Of it.|"))
        .collect();
    let members: Vec<String> = properties
        .iter()
        .map(|name| format!("\"{name}\": 1"))
        .collect();
    sandbox::page("fern", &rows.join("\n"), &members.join(", "))
}

/// Metadata of a fern with these properties.
fn service(properties: &[&str]) -> String {
    let properties = properties
        .iter()
        .map(|name| format!("<Property Name=\"{name}\" Type=\"Edm.Int32\"/>"));
    format!(
        "<Edmx><Schema Namespace=\"microsoft.graph\">\n<EntityType Name=\"fern\">\
         <Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\"/>\n{}\n</EntityType></Schema></Edmx>",
        properties.collect::<Vec<_>>().join("\n")
    )
}

/// Both sources, before and after.
fn sandbox(old: [&[&str]; 2], new: [&[&str]; 2]) -> Sandbox {
    let sandbox = Sandbox::empty();
    for (name, [pages, metadata]) in [("old", old), ("new", new)] {
        sandbox.write(&format!("{name}/resources/fern.md"), fern(pages));
        sandbox.write(&format!("{name}.xml"), service(metadata));
    }
    sandbox
}

/// Returns the changes about members: rule, severity, message and help.
fn changes(sandbox: &Sandbox) -> Vec<[String; 4]> {
    let ran = sandbox
        .run("diff old new --metadata new.xml --base-metadata old.xml --message-format json");
    let lines = ran.json();
    let found = lines.iter().filter(|line| line["member"].is_string());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    found
        .map(|line| ["rule", "severity", "message", "help"].map(|key| text(&line[key])))
        .collect()
}

#[track_caller]
fn one(old: [&[&str]; 2], new: [&[&str]; 2], expected: [&str; 4]) {
    let found = changes(&sandbox(old, new));
    let [found] = &found[..] else {
        panic!("{found:?}");
    };
    for (found, expected) in found.iter().zip(expected) {
        found.has(expected);
    }
}

#[test]
fn members_lost_by_the_pages_alone_stay() {
    let words =
        "`leaf` of `microsoft.graph.fern` is no longer on the pages; the service still has it";
    one(
        [&["size", "leaf"], &["size", "leaf"]],
        [&["size"], &["size", "leaf"]],
        ["source-changed", "minor", words, ""],
    );
}

#[test]
fn members_lost_by_the_service_alone_stay() {
    let words = "is no longer in the metadata of the service; the pages still have it";
    one(
        [&["size", "leaf"], &["size", "leaf"]],
        [&["size", "leaf"], &["size"]],
        ["source-changed", "dangerous", words, ""],
    );
}

#[test]
fn members_lost_by_both_sources_are_removed() {
    let help =
        "neither the pages nor the metadata of the service have it any more, so the field goes";
    one(
        [&["size", "leaf"], &["size", "leaf"]],
        [&["size"], &["size"]],
        [
            "property-removed",
            "breaking",
            "lost the property `leaf`",
            help,
        ],
    );
}

#[test]
fn members_of_one_source_are_removed_by_it() {
    let of_metadata = "the metadata of the service no longer has it, so the field goes";
    one(
        [&["size"], &["size", "leaf"]],
        [&["size"], &["size"]],
        ["property-removed", "breaking", "`leaf`", of_metadata],
    );
    let of_pages = "the pages no longer have it, and the metadata of the service lacks it";
    one(
        [&["size", "leaf"], &["size"]],
        [&["size"], &["size"]],
        ["property-removed", "breaking", "`leaf`", of_pages],
    );
}

#[test]
fn additions_name_their_source() {
    one(
        [&["size"], &["size"]],
        [&["size"], &["size", "leaf"]],
        [
            "property-added",
            "minor",
            "`leaf`",
            "the metadata of the service has it, and no page",
        ],
    );
    one(
        [&["size"], &["size"]],
        [&["size", "leaf"], &["size", "leaf"]],
        [
            "property-added",
            "minor",
            "`leaf`",
            "the pages and the metadata of the service have it",
        ],
    );
    one(
        [&["size"], &["size", "leaf"]],
        [&["size", "leaf"], &["size", "leaf"]],
        ["source-changed", "patch", "is on the pages now", ""],
    );
}

#[test]
fn type_changes_only_with_the_deciding_source() {
    let sandbox = sandbox([&["size"], &["size"]], [&["size"], &["size"]]);
    let wider = |name: &str, from: &str, to: &str| {
        let text = sandbox
            .read(name)
            .replace(&format!("size{from}"), &format!("size{to}"));
        sandbox.write(name, text);
    };
    wider("new/resources/fern.md", "|Int32", "|String");
    assert_eq!(changes(&sandbox), [[""; 4]; 0], "the page does not count");
    wider("new.xml", "\" Type=\"Edm.Int32", "\" Type=\"Edm.String");
    let found = changes(&sandbox);
    assert_eq!(found[0][0], "property-type-changed");
    assert_eq!(found[0][3], "the metadata of the service says so");
}

#[test]
fn update_asks_before_dropping_members_lost_by_both() {
    let sandbox = sandbox(
        [&["size", "leaf", "root"], &["size", "leaf", "root"]],
        [&["size"], &["size", "root"]],
    );
    let run = |verb: &str, side: &str, more: &str| {
        let sources = format!("--docs {side} --metadata {side}.xml");
        sandbox.run(format!("{verb} {sources} --out out {more}"))
    };
    run("generate", "old", "").code(0);
    let ran = run("update", "new", "").code(100);
    ran.out.has("neither the pages nor the metadata");
    ran.out
        .has("`root` of `microsoft.graph.fern` is no longer on the pages");
    let prints = ran
        .err
        .rsplit_once("--accept ")
        .expect("a fix")
        .1
        .trim()
        .to_owned();
    run("update", "new", &format!("--accept {prints}")).code(0);
    let fern = sandbox.read("out/src/core_/fern.rs");
    fern.lacks("pub leaf: ");
    fern.has("pub root: ");
    sandbox.read("out/graphdoc.lock").lacks("\ngone ");
    run("generate", "new", "--check").code(0);
}

/// What an update to these pages, with or without metadata, reports: rule, member and help. It is accepted.
fn updated(sandbox: &Sandbox, pages: &str, metadata: Option<&str>) -> Vec<[String; 3]> {
    let metadata = metadata.map_or_else(String::new, |file| format!("--metadata {file}"));
    let update = format!("update --docs {pages} --out out {metadata}");
    let lines = sandbox.run(format!("{update} --check --message-format json"));
    let lines = lines.json();
    let found = lines.iter().filter(|line| line["reason"] == "finding");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let found = found.map(|line| ["rule", "member", "help"].map(|key| text(&line[key])));
    let found = found.collect();
    let ran = sandbox.run(&update);
    if let Some((_, prints)) = ran.err.rsplit_once("--accept ") {
        let consent = format!("--drop-types 1 --accept {}", prints.trim());
        sandbox.run(format!("{update} {consent}")).code(0);
    } else {
        ran.code(0);
    }
    found
}

#[test]
fn adding_and_removing_metadata_changes_only_its_content() {
    let sandbox = sandbox([&["size"], &["size", "leaf"]], [&["size"], &["size"]]);
    let page = sandbox.read("old/resources/fern.md");
    let members = "### shade values\n\n|Member|Description|\n|:--|:--|\n|dark|Dark.|\n|pale|Pale.|\n\n## JSON";
    let row = "|size|Int32|Of it.|\n|tint|shade|Of it.|";
    let page = page
        .replace("## JSON", members)
        .replace("|size|Int32|Of it.|", row);
    sandbox.write(
        "old/resources/fern.md",
        page.replace("\"size\": 1", "\"size\": 1, \"tint\": \"String\""),
    );
    let members = "<EnumType Name=\"shade\"><Member Name=\"dark\" Value=\"0\"/>\
        <Member Name=\"pale\" Value=\"1\"/></EnumType>\n<ComplexType Name=\"spore\"/>\n</Schema>";
    let service = sandbox.read("old.xml").replace("</Schema>", members);
    let tint = "<Property Name=\"tint\" Type=\"microsoft.graph.shade\"/></EntityType>";
    sandbox.write("old.xml", service.replace("</EntityType>", tint));
    let generate = "generate --docs old --out out";
    sandbox.run(generate).code(0);
    // The numbers of the members, which no page has, are no change.
    let comes = updated(&sandbox, "old", Some("old.xml"));
    let only = "the metadata of the service has it, and no page";
    assert_eq!(
        comes,
        [["property-added", "leaf", only], ["type-added", "", only]]
    );
    assert_eq!(updated(&sandbox, "old", Some("old.xml")), [[""; 3]; 0]);
    let goes = updated(&sandbox, "old", None);
    let only = "only the metadata of the service has it, which is no longer given";
    assert_eq!(goes.len(), 2, "{goes:?}");
    assert_eq!([&goes[0][0], &goes[0][2]], ["type-removed", only]);
    assert_eq!([&goes[1][0], &goes[1][1]], ["property-removed", "leaf"]);
    goes[1][2].has(format!("{only}; it stays in quarantine"));
    sandbox.read("out/graphdoc.lock").has("\ngone ");
}

#[test]
fn metadata_additions_are_no_page_changes() {
    let sandbox = sandbox([&["size"], &["size"]], [&["size"], &["size", "leaf"]]);
    sandbox
        .run("generate --docs old --metadata old.xml --out out")
        .code(0);
    let found = updated(&sandbox, "old", Some("new.xml"));
    let rules: Vec<&str> = found.iter().map(|[rule, ..]| rule.as_str()).collect();
    assert_eq!(rules, ["property-added"]);
    let found = updated(&sandbox, "old", Some("old.xml"));
    let rules: Vec<&str> = found.iter().map(|[rule, ..]| rule.as_str()).collect();
    assert_eq!(rules, ["property-removed"]);
}

#[test]
fn case_changes_of_the_service_name_the_service() {
    let by = "the metadata of the service says so";
    let found = changes(&sandbox([&["leafSize"]; 2], [&["leafSize"], &["leafsize"]]));
    assert_eq!(found[0][0], "property-wire-case-changed");
    found[0][3].has(by);
    let found = changes(&sandbox([&["leafSize"]; 2], [&["leafsize"], &["leafSize"]]));
    assert_eq!(found, [[""; 4]; 0], "the page does not count");
}
