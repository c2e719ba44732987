//! `lint --fix`: certain repairs are made at once and for good, and cause no new findings.

use std::{collections::BTreeSet, fs};

use reference_material::{material, needs_material};

use crate::sandbox::{Ran, Sandbox, Text, page};

/// Returns rule and fingerprint of each finding.
fn findings(ran: &Ran) -> BTreeSet<[String; 2]> {
    ran.told(["rule", "fingerprint"]).into_iter().collect()
}

fn lint(sandbox: &Sandbox, more: &str) -> Ran {
    let words = "lint --docs docs --message-format json";
    sandbox.run(format!("{words} {more}"))
}

#[test]
fn link_repairs_use_the_path_of_the_target() {
    let sandbox = Sandbox::with_docs();
    let rows = "|first|[thing][]|A [Thing.md][it] \"Thing.md\".|\n|second|[thing](Thing.md \"Thing.md\")|x|\n\
                |third|[thing][] collection|x|";
    let members = "\"first\": {\"@odata.type\": \"microsoft.graph.thing\"},\n  \
                   \"second\": {\"@odata.type\": \"microsoft.graph.thing\"},\n  \
                   \"third\": [{\"@odata.type\": \"microsoft.graph.thing\"}]";
    let text = page("shelf", rows, members)
        + "\nSee [the Thing.md](./Thing.md#Thing.md).\n\n[Thing]: Thing.md \"Thing.md\"\n[it]: <THING.md>\n";
    sandbox.write("docs/resources/shelf.md", &text);
    let before = findings(&lint(&sandbox, "").code(0));
    assert_eq!(before.len(), 5, "one a link: {before:?}");
    assert!(before.iter().all(|[rule, _]| rule == "link-case"));
    let shown = sandbox.run("lint --docs docs --fix --check").code(100);
    shown.out.has("+[it]: <thing.md>");
    assert_eq!(findings(&lint(&sandbox, "--fix").code(0)).len(), 0);
    let right = text
        .replace("[thing](Thing.md", "[thing](thing.md")
        .replace("(./Thing.md", "(./thing.md")
        .replace("[Thing]: Thing.md", "[Thing]: thing.md")
        .replace("<THING.md>", "<thing.md>");
    assert_eq!(sandbox.read("docs/resources/shelf.md"), right);
    assert_eq!(findings(&lint(&sandbox, "").code(0)).len(), 0);
}

#[needs_material]
#[test]
fn fix_repairs_a_whole_set_of_pages() {
    let shared = material!();
    let sandbox = Sandbox::empty();
    let pages = fs::read_dir(shared.join("corpus/graph-v1.0/resources"));
    for page in pages.expect("a folder").map(|page| page.expect("a page")) {
        let name = format!("docs/resources/{}", page.file_name().display());
        sandbox.write(&name, fs::read(page.path()).expect("a file"));
    }
    let before = findings(&lint(&sandbox, "-v"));
    lint(&sandbox, "--fix");
    let repaired = sandbox.files("docs");
    let after = findings(&lint(&sandbox, "-v"));
    let new: Vec<_> = after.difference(&before).collect();
    assert!(new.is_empty(), "{new:?}");
    assert!(after.len() < before.len());
    assert!(after.iter().all(|[rule, _]| rule != "link-case"));
    lint(&sandbox, "--fix");
    assert!(sandbox.files("docs") == repaired, "twice is once");
}
