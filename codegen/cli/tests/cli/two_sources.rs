//! Changes of pages and metadata together: which of the two lost something, and which of the two changed.

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
    let mut told = ran.told(["rule", "severity", "message", "help", "member"]);
    told.retain(|[.., member]| !member.is_empty());
    let parts = told.into_iter();
    parts
        .map(|[rule, severity, message, help, _]| [rule, severity, message, help])
        .collect()
}

#[test]
fn change_of_a_member_depends_on_the_sources_that_have_it() {
    // Who has `leaf` before and after, the rule, its severity, the message and the help.
    for row in [
        "both | metadata | source-changed | minor | `leaf` of `microsoft.graph.fern` is no longer on the pages; the service still has it | ",
        "both | pages | source-changed | dangerous | is no longer in the metadata of the service; the pages still have it | ",
        "both | none | property-removed | breaking | lost the property `leaf` | neither the pages nor the metadata of the service have it any more, so the field goes",
        "metadata | none | property-removed | breaking | `leaf` | the metadata of the service no longer has it, so the field goes",
        "pages | none | property-removed | breaking | `leaf` | the pages no longer have it, and the metadata of the service lacks it",
        "none | metadata | property-added | minor | `leaf` | the metadata of the service has it, and no page",
        "none | both | property-added | minor | `leaf` | the pages and the metadata of the service have it",
        "metadata | both | source-changed | patch | is on the pages now | ",
    ] {
        let [old, new, expected @ ..] = sandbox::columns::<6>(row);
        let [old, new] = [old, new].map(|who| {
            ["pages", "metadata"].map(|source| match [source, "both"].contains(&who) {
                true => &["size", "leaf"][..],
                false => &["size"],
            })
        });
        let found = changes(&sandbox(old, new));
        let [found] = &found[..] else {
            panic!("{row}: {found:?}");
        };
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{row}: {found}");
        }
    }
}

#[test]
fn type_changes_only_with_the_deciding_source() {
    let sandbox = sandbox([&["size"], &["size"]], [&["size"], &["size"]]);
    sandbox.edit("new/resources/fern.md", "size|Int32", "size|String");
    assert_eq!(changes(&sandbox), [[""; 4]; 0], "the page does not count");
    sandbox.edit("new.xml", "\"Edm.Int32\"", "\"Edm.String\"");
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
    let agreed = format!("--accept {}", ran.to_accept());
    run("update", "new", &agreed).code(0);
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
    let found = sandbox.run(format!("{update} --check --message-format json"));
    let ran = sandbox.run(&update);
    if ran.code != 0 {
        let consent = format!("--drop-types 1 --accept {}", ran.to_accept());
        sandbox.run(format!("{update} {consent}")).code(0);
    }
    found.told(["rule", "member", "help"])
}

#[test]
fn adding_and_removing_metadata_changes_only_its_content() {
    let sandbox = sandbox([&["size"], &["size", "leaf"]], [&["size"], &["size"]]);
    let page = "old/resources/fern.md";
    let members = "### shade values\n\n|Member|Description|\n|:--|:--|\n|dark|Dark.|\n|pale|Pale.|\n\n## JSON";
    let row = "|size|Int32|Of it.|\n|tint|shade|Of it.|";
    sandbox.edit(page, "## JSON", members);
    sandbox.edit(page, "|size|Int32|Of it.|", row);
    let sample = "\"size\": 1, \"tint\": \"String\"";
    sandbox.edit(page, "\"size\": 1", sample);
    let members = "<EnumType Name=\"shade\"><Member Name=\"dark\" Value=\"0\"/>\
        <Member Name=\"pale\" Value=\"1\"/></EnumType>\n<ComplexType Name=\"spore\"/>\n</Schema>";
    sandbox.edit("old.xml", "</Schema>", members);
    let tint = "<Property Name=\"tint\" Type=\"microsoft.graph.shade\"/></EntityType>";
    sandbox.edit("old.xml", "</EntityType>", tint);
    sandbox.run("generate --docs old --out out").code(0);
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
fn property_of_the_metadata_alone_comes_and_goes_with_it() {
    let sandbox = sandbox([&["size"], &["size"]], [&["size"], &["size", "leaf"]]);
    sandbox
        .run("generate --docs old --metadata old.xml --out out")
        .code(0);
    for (metadata, expected) in [
        ("new.xml", "property-added"),
        ("old.xml", "property-removed"),
    ] {
        let found = updated(&sandbox, "old", Some(metadata));
        let rules: Vec<&str> = found.iter().map(|[rule, ..]| rule.as_str()).collect();
        assert_eq!(rules, [expected]);
    }
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

#[test]
fn type_that_becomes_an_enum_names_the_service() {
    let sandbox = sandbox([&["size"], &["size"]], [&["size"], &["size"]]);
    let fern = "<EnumType Name=\"fern\"><Member Name=\"tall\"/></EnumType>";
    let service = format!("<Edmx><Schema Namespace=\"microsoft.graph\">{fern}</Schema></Edmx>");
    sandbox.write("new.xml", service);
    let ran = sandbox.run("diff old new --metadata new.xml --base-metadata old.xml");
    ran.out.has("`microsoft.graph.fern` was removed");
    ran.out.lacks("neither the pages");
}

#[test]
fn marks_that_go_with_a_page_are_told_with_it() {
    let sandbox = sandbox(
        [&["leaf"], &["leaf", "root"]],
        [&["leaf"], &["leaf", "root"]],
    );
    let rows = "|leaf|Int32|Of it. Read-only. Nullable.|\n|root|Int32|Of it. Required.|";
    sandbox.add_page("old", "fern", rows, "\"leaf\": 1, \"root\": 1");
    sandbox.write(
        "gone/resources/moss.md",
        sandbox::page("moss", "|leaf|Int32|Of it.|", ""),
    );
    sandbox.write(
        "old/resources/moss.md",
        sandbox::page("moss", "|leaf|Int32|Of it.|", ""),
    );
    let told = |sides: &str| {
        let with = "--metadata new.xml --base-metadata old.xml --message-format json";
        let ran = sandbox.run(format!("diff {sides} {with}"));
        let mut told = ran.told(["rule", "severity", "help"]);
        told.retain(|[rule, ..]| rule != "type-moved");
        told
    };
    let gone = "`leaf` of `microsoft.graph.fern` is no longer read-only, and 2 more marks changed";
    assert_eq!(told("old gone"), [["source-changed", "minor", gone]]);
    let back = "`leaf` of `microsoft.graph.fern` is now read-only, and 2 more marks changed";
    assert_eq!(told("gone old"), [["source-changed", "dangerous", back]]);
}
