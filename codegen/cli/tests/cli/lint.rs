//! `lint` and `explain` as users see them.

use serde_json::Value;

use crate::sandbox::{Sandbox, Text, page};

/// A sandbox whose page `thing` contradicts itself about the type of `size`.
fn contradicting() -> Sandbox {
    let sandbox = Sandbox::with_docs();
    sandbox.write(
        "docs/resources/thing.md",
        page("thing", "|size|Boolean|How large it is.|", "\"size\": 1024"),
    );
    sandbox
}

fn findings(out: &str) -> Vec<Value> {
    let lines = out.lines().map(|line| serde_json::from_str(line).unwrap());
    lines
        .filter(|value: &Value| value["reason"] == "finding")
        .collect()
}

#[test]
fn contradiction_fails_and_shows_both_places() {
    let sandbox = contradicting();
    let ran = sandbox.run("lint --docs docs");
    assert_eq!(ran.code, 100, "{ran:?}");
    ran.out.has("error[type-conflict]");
    ran.out.has("|size|Boolean|");
    ran.out.has("\"size\": 1024");

    let ran = sandbox.run("lint --docs docs --message-format json");
    let found = findings(&ran.out);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["rule"], "type-conflict");
    assert_eq!(found[0]["level"], "deny");
    assert_eq!(found[0]["severity"], "none");
    assert_eq!(found[0]["type"], "microsoft.graph.thing");
    assert_eq!(found[0]["member"], "size");
    assert_eq!(found[0]["before"], "Boolean");
    assert_eq!(found[0]["after"], "1024");
    assert_eq!(found[0]["spans"].as_array().unwrap().len(), 2);
    assert_eq!(found[0]["fingerprint"].as_str().unwrap().len(), 32);
}

#[test]
fn lint_reports_only_the_given_pages() {
    let sandbox = contradicting();
    let ran = sandbox.run("lint --docs docs docs/resources/box.md");
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = sandbox.run("lint --docs docs docs/resources/thing.md");
    assert_eq!(ran.code, 100, "{ran:?}");
    let ran = sandbox.run("lint --docs docs nosuchpage.md");
    assert_eq!(ran.code, 2, "{ran:?}");
    let ran = sandbox.run("lint --docs nosuchfolder");
    assert_eq!(ran.code, 101, "{ran:?}");
}

#[test]
fn configuration_sets_levels_of_known_rules() {
    let sandbox = contradicting();
    sandbox.write(
        "graphdoc.toml",
        "docs = \"docs\"\n[rules]\ntype-conflict = \"warn\"\n",
    );
    assert_eq!(sandbox.run("lint").code, 0);
    sandbox.write(
        "graphdoc.toml",
        "docs = \"docs\"\n[rules]\ntype-conflct = \"warn\"\n",
    );
    let ran = sandbox.run("lint");
    assert_eq!(ran.code, 2);
    ran.err.has("graphdoc.toml:3:1");
    ran.err.has("did you mean `type-conflict`?");
}

#[test]
fn baseline_accepts_moved_findings_and_no_new_ones() {
    let sandbox = contradicting();
    assert_eq!(sandbox.run("lint --docs docs --write-baseline").code, 0);
    assert_eq!(sandbox.run("lint").code, 0);

    let moved = sandbox
        .read("docs/resources/thing.md")
        .replace("## Properties", "Some words.\n\nAnd more.\n\n## Properties");
    sandbox.write("docs/resources/thing.md", &moved);
    assert_eq!(sandbox.run("lint").code, 0);

    let worse = sandbox
        .read("docs/resources/box.md")
        .replace("\"content\"", "\"contents\"");
    sandbox.write("docs/resources/box.md", worse);
    let ran = sandbox.run("lint");
    assert_eq!(ran.code, 100);
    ran.out.has("name-conflict");
    ran.out.lacks("type-conflict");

    sandbox.write(
        "docs/resources/box.md",
        page("box", "|size|Int32|x|", "\"size\": 1"),
    );
    sandbox.write(
        "docs/resources/thing.md",
        page("thing", "|size|Int32|x|", "\"size\": 1"),
    );
    let ran = sandbox.run("lint");
    assert_eq!(ran.code, 0);
    ran.out.has("warning[allow-unused]");
}

#[test]
fn expired_entry_allows_nothing() {
    let sandbox = contradicting();
    let entry = "docs = \"docs\"\n[[allow]]\nrule = \"type-conflict\"\nreason = \"x\"\n";
    sandbox.write("graphdoc.toml", entry);
    assert_eq!(sandbox.run("lint").code, 0);
    sandbox.write("graphdoc.toml", format!("{entry}until = 2020-01-31\n"));
    let ran = sandbox.run("lint");
    assert_eq!(ran.code, 100);
    ran.out.has("allow-expired");
}

#[test]
fn repairs_are_shown_first_and_applied_with_fix() {
    let sandbox = Sandbox::with_docs();
    let good = sandbox.read("docs/resources/thing.md");
    let bad = good.replace("\"size\": 1024", "\"size\": 1024,");
    assert_ne!(good, bad);
    sandbox.write("docs/resources/thing.md", &bad);
    let ran = sandbox.run("lint --docs docs --fix --check");
    assert_eq!(ran.code, 100, "{ran:?}");
    assert!(ran.out.contains("-  \"size\": 1024,") || ran.out.contains("1024,"));
    assert_eq!(sandbox.read("docs/resources/thing.md"), bad);
    assert_eq!(sandbox.run("lint --docs docs --fix").code, 0);
    assert_eq!(sandbox.read("docs/resources/thing.md"), good);
}

#[test]
fn one_run_writes_several_reports() {
    let sandbox = contradicting();
    let ran = sandbox.run(
        "lint --docs docs --message-format github --output sarif=lint.sarif --output gitlab=lint.json \
         --output junit=lint.xml --output markdown=lint.md --output html=lint.html",
    );
    assert!(
        ran.out
            .starts_with("::error file=docs/resources/thing.md,line="),
        "{}",
        ran.out
    );
    let sarif: Value = serde_json::from_str(&sandbox.read("lint.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "type-conflict");
    let gitlab: Value = serde_json::from_str(&sandbox.read("lint.json")).unwrap();
    assert_eq!(gitlab[0]["location"]["path"], "docs/resources/thing.md");
    sandbox.read("lint.xml").has("failures=\"1\"");
    sandbox.read("lint.md").has("`type-conflict`");
    sandbox.read("lint.html").has("<mark>Boolean</mark>");
    let ran = sandbox.run("lint --docs docs --output word=x");
    assert_eq!(ran.code, 2, "{ran:?}");
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
    let ran = sandbox.run("lint --docs docs --metadata service.xml");
    assert_eq!(ran.code, 100, "{ran:?}");
    ran.out
        .has("`size` is Edm.Int32 on the pages, but Edm.String in the metadata");
    ran.out.has("service.xml:3:1");
    ran.out.has("own properties documented");
    sandbox.write("service.xml", "<Edmx><Schema");
    let ran = sandbox.run("lint --docs docs --metadata service.xml");
    assert_eq!(ran.code, 101, "{ran:?}");
}

#[test]
fn every_rule_can_be_explained() {
    let sandbox = Sandbox::empty();
    let list = sandbox.run("explain");
    assert_eq!(list.code, 0);
    for line in list.out.lines() {
        let id = line.split(' ').next().unwrap();
        let ran = sandbox.run(format!("explain {id}"));
        assert_eq!(ran.code, 0, "{id}");
        assert!(ran.out.lines().count() > 4, "{id}");
    }
    let ran = sandbox.run("explain type-conflikt");
    assert_eq!(ran.code, 2);
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
