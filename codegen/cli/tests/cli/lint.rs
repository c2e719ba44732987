//! `lint` and `explain` as users see them.

use std::collections::BTreeSet;

use graphdoc_codegen::unstable::rules;
use serde_json::Value;

use crate::sandbox::{Sandbox, Text};

/// A sandbox whose page `thing` contradicts itself about the type of `size`.
fn contradicting() -> Sandbox {
    let sandbox = Sandbox::with_docs();
    let row = "|size|Boolean|How large it is.|";
    sandbox.add_page("docs", "thing", row, "\"size\": 1024");
    sandbox
}

#[test]
fn contradiction_fails_and_shows_both_places() {
    let sandbox = contradicting();
    let ran = sandbox.run("lint --docs docs").code(100);
    ran.out.has("error[type-conflict]");
    ran.out.has("--> docs/resources/thing.md:17:");
    ran.out.has("17 | |size|Boolean|How large it is.|");
    ran.out.has("\"size\": 1024");
    ran.out.has("^^^");

    let ran = sandbox.run("lint --docs docs --message-format json");
    let found = ran.findings();
    assert_eq!(found.len(), 1);
    for (part, expected) in [
        ("rule", "type-conflict"),
        ("level", "deny"),
        ("severity", "none"),
        ("type", "microsoft.graph.thing"),
        ("member", "size"),
        ("before", "Boolean"),
        ("after", "1024"),
    ] {
        assert_eq!(found[0][part], expected, "{part}");
    }
    assert_eq!(found[0]["spans"].as_array().unwrap().len(), 2);
    assert_eq!(found[0]["fingerprint"].as_str().unwrap().len(), 32);
}

#[test]
fn lint_reports_only_the_given_pages() {
    let sandbox = contradicting();
    for (words, code) in [
        ("docs docs/resources/box.md", 0),
        ("docs docs/resources/thing.md", 100),
        ("docs nosuchpage.md", 2),
        ("nosuchfolder", 101),
    ] {
        sandbox.run(format!("lint --docs {words}")).code(code);
    }
}

#[test]
fn configuration_sets_levels_of_known_rules() {
    let sandbox = contradicting();
    let config = "docs = \"docs\"\n[rules]\ntype-conflict = \"warn\"\n";
    sandbox.write("graphdoc.toml", config);
    sandbox.run("lint").code(0);
    sandbox.edit("graphdoc.toml", "conflict", "conflct");
    let ran = sandbox.run("lint").code(2);
    ran.err.has("graphdoc.toml:3:1");
    ran.err.has("did you mean `type-conflict`?");
}

#[test]
fn baseline_accepts_moved_findings_and_no_new_ones() {
    let sandbox = contradicting();
    sandbox.run("lint --docs docs --write-baseline").code(0);
    sandbox.run("lint").code(0);

    let moved = "Some words.\n\nAnd more.\n\n## Properties";
    sandbox.edit("docs/resources/thing.md", "## Properties", moved);
    sandbox.run("lint").code(0);

    sandbox.edit("docs/resources/box.md", "\"content\"", "\"contents\"");
    let ran = sandbox.run("lint").code(100);
    ran.out.has("name-conflict");
    ran.out.lacks("type-conflict");

    sandbox.add_page("docs", "box", "|size|Int32|x|", "\"size\": 1");
    sandbox.add_page("docs", "thing", "|size|Int32|x|", "\"size\": 1");
    let ran = sandbox.run("lint").code(0);
    ran.out.has("warning[allow-unused]");
}

#[test]
fn expired_entry_allows_nothing() {
    let sandbox = contradicting();
    let entry = "docs = \"docs\"\n[[allow]]\nrule = \"type-conflict\"\nreason = \"x\"\n";
    sandbox.write("graphdoc.toml", entry);
    sandbox.run("lint").code(0);
    sandbox.write("graphdoc.toml", format!("{entry}until = 2020-01-31\n"));
    let ran = sandbox.run("lint").code(100);
    ran.out.has("allow-expired");
}

#[test]
fn repairs_are_shown_first_and_applied_with_fix() {
    let sandbox = Sandbox::with_docs();
    let page = "docs/resources/thing.md";
    let good = sandbox.read(page);
    sandbox.edit(page, "\"size\": 1024", "\"size\": 1024,");
    let bad = sandbox.read(page);
    let ran = sandbox.run("lint --docs docs --fix --check").code(100);
    ran.out.has("-  \"size\": 1024,");
    assert_eq!(sandbox.read(page), bad);
    sandbox.run("lint --docs docs --fix").code(0);
    assert_eq!(sandbox.read(page), good);
}

#[test]
fn one_run_writes_several_reports() {
    let sandbox = contradicting();
    let ran = sandbox.run(
        "lint --docs docs --message-format github --output sarif=lint.sarif --output gitlab=lint.json \
         --output junit=lint.xml --output markdown=lint.md --output html=lint.html",
    );
    let line = "::error file=docs/resources/thing.md,line=";
    assert!(ran.out.starts_with(line), "{}", ran.out);
    let sarif: Value = serde_json::from_str(&sandbox.read("lint.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "type-conflict");
    let gitlab: Value = serde_json::from_str(&sandbox.read("lint.json")).unwrap();
    assert_eq!(gitlab[0]["location"]["path"], "docs/resources/thing.md");
    sandbox.read("lint.xml").has("failures=\"1\"");
    sandbox.read("lint.md").has("`type-conflict`");
    sandbox.read("lint.html").has("<mark>Boolean</mark>");
    sandbox.run("lint --docs docs --output word=x").code(2);
}

#[test]
fn contradictions_with_the_metadata_show_both_sources() {
    let sandbox = Sandbox::with_docs();
    sandbox.write(
        "service.xml",
        "<Edmx><Schema Namespace=\"microsoft.graph\" Alias=\"graph\">\n\
         <ComplexType Name=\"thing\">\n<Property Name=\"size\" Type=\"Edm.String\"/>\n</ComplexType>\n\
         <ComplexType Name=\"box\">\n<Property Name=\"content\" Type=\"graph.thing\"/>\n</ComplexType>\n\
         </Schema></Edmx>\n",
    );
    let lint = "lint --docs docs --metadata service.xml";
    let ran = sandbox.run(lint).code(100);
    ran.out
        .has("`size` is Edm.Int32 on the pages, but Edm.String in the metadata");
    ran.out.has("service.xml:3:1");
    ran.out.has("own properties documented");
    sandbox.write("service.xml", "<Edmx><Schema");
    sandbox.run(lint).code(101);
}

#[test]
fn every_rule_can_be_explained() {
    let sandbox = Sandbox::empty();
    let list = sandbox.run("explain").code(0).out;
    let listed = list.lines().filter_map(|line| line.split(' ').next());
    let listed: BTreeSet<&str> = listed.collect();
    assert_eq!(listed, rules::all().map(|rule| rule.id).collect());
    for id in listed {
        let ran = sandbox.run(format!("explain {id}")).code(0);
        assert!(ran.out.lines().count() > 4, "{id}");
    }
    let ran = sandbox.run("explain type-conflikt").code(2);
    ran.err.has("did you mean `type-conflict`?");
}

#[test]
fn rules_page_matches_the_catalogue() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let ran = Sandbox::empty().run("explain --message-format markdown");
    assert_eq!(
        std::fs::read_to_string(file).unwrap(),
        ran.out,
        "`graphdoc explain --message-format markdown > docs/rules.md` writes it again"
    );
}
