//! `diff`, `update --check` and `update`: what changed, what breaks, and what to do.

use crate::sandbox::{Sandbox, Text, page};

/// Old docs in `old`, new ones in `new`: the size of the thing becomes a string, and its colour is removed.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    let rows = |size: &str, more: &str| format!("|size|{size}|How large it is.|\n{more}");
    let write = |folder: &str, rows: &str| {
        sandbox.add_page(folder, "thing", rows, "\"id2\": \"String\"");
    };
    write("old", &rows("Int32", "|colour|String|Of its surface.|"));
    write("new", &rows("String", ""));
    write("less", &rows("Int32", ""));
    sandbox
}

const PARTS: [&str; 3] = ["rule", "severity", "member"];

const JSON: &str = "diff old new --message-format json";

#[test]
fn diff_of_folders_is_printed_in_every_format() {
    let sandbox = sandbox();
    let human = sandbox.run("diff old new").code(100).out;
    human.has("error[property-type-changed]");
    human.has("new/resources/thing.md:");
    human.has("old/resources/thing.md:");
    human.has("version bump: major");
    let short = sandbox.run("diff old new --message-format short");
    let short = short.code(100).out;
    assert_eq!(short.lines().count(), 3, "{short}");
    assert!(short.starts_with("new/resources/thing.md:"), "{short}");
    let json = sandbox.run(JSON).code(100);
    let expected = [
        ["property-type-changed", "breaking", "size"],
        ["property-removed", "dangerous", "colour"],
    ];
    assert_eq!(json.told(PARTS), expected);
    let lines = json.json();
    assert_eq!(lines[0]["before"], "Edm.Int32");
    assert_eq!(lines[0]["after"], "Edm.String");
    let contracts = serde_json::json!(["rust-source", "wire-read", "wire-write"]);
    assert_eq!(lines[0]["contracts"], contracts);
    assert_eq!(lines[0]["bump"], "major");
    assert_eq!(lines[2]["reason"], "summary");
}

#[test]
fn name_of_the_folder_makes_no_difference() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    sandbox.commit("docs");
    let pages = sandbox.files("docs/resources");
    for (path, text) in &pages {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap();
        sandbox.write(&format!("plain/{name}"), text);
    }
    sandbox.edit("plain/thing.md", "How large it is.", "How big it is.");
    let named = ["docs/resources", "lock:out/graphdoc.lock", "HEAD"];
    let sides = named.map(|named| [[named, "plain"], ["plain", named]]);
    for [old, new] in sides.as_flattened() {
        let words = "--docs docs --fail-on never --message-format json";
        let told = sandbox.run(format!("diff {old} {new} {words}")).code(0);
        assert_eq!(told.told(["rule"]), [["docs-changed"]], "{old} {new}");
        assert_eq!(told.json()[1]["pages"], 1, "{old} {new}");
    }
    let update = "update --check --docs plain --out out --message-format json";
    let told = sandbox.run(update).code(0);
    assert_eq!(told.told(["rule"]), [["docs-changed"]]);
}

#[test]
fn fail_on_sets_which_changes_fail() {
    let sandbox = sandbox();
    for (words, code) in [
        ("old less", 0),
        ("old less --fail-on dangerous", 100),
        ("old less --fail-on dangerous --contract rust-source", 0),
        ("old new --contract wire-read", 100),
        ("old new --fail-on never", 0),
        ("old old --fail-on patch", 0),
    ] {
        sandbox.run(format!("diff {words}")).code(code);
    }
}

#[test]
fn missing_or_empty_side_of_a_diff_is_an_error() {
    let sandbox = sandbox();
    sandbox.write("empty/x", "");
    for sides in [
        "old nowhere",
        "nowhere old",
        "lock:nowhere old",
        "old lock:old",
        "empty old",
        "old empty",
    ] {
        let ran = sandbox.run(format!("diff {sides}")).code(101);
        let is_error = ran.out.is_empty() && ran.err.starts_with("error: ");
        assert!(is_error, "{ran:?}");
    }
    sandbox.write("other/page.md", page("other", "", "\"size\": 1"));
    let ran = sandbox.run("diff other old --message-format json");
    let added = ["type-added", "minor", ""].map(str::to_owned);
    assert!(ran.code(100).told(PARTS).contains(&added));
}

#[test]
fn diff_compares_git_revisions() {
    let sandbox = sandbox();
    for state in ["old", "new"] {
        let text = sandbox.read(&format!("{state}/resources/thing.md"));
        sandbox.write("docs/v1/resources/thing.md", text);
        sandbox.commit("docs");
    }
    let told = sandbox.run(JSON).told(PARTS);
    for sides in ["HEAD~1 HEAD", "HEAD~1", "HEAD~1 docs/v1"] {
        let words = format!("diff {sides} --docs docs --message-format json");
        let ran = sandbox.run(&words).code(100);
        assert_eq!(ran.told(PARTS), told);
        let file = &ran.json()[0]["spans"][1]["file"];
        assert_eq!(*file, "HEAD~1:docs/v1/resources/thing.md");
    }
    sandbox.run("diff --docs docs --output=x HEAD~1").code(2);
    sandbox.run("diff --docs docs HEAD~7").code(101);
}

#[test]
fn lock_file_can_be_a_side_of_a_diff() {
    let sandbox = sandbox();
    sandbox.run("generate --docs old --out out").code(0);
    let check = |docs: &str, code: i32| {
        let words = "update --check --out out --message-format json";
        let ran = sandbox.run(format!("{words} --docs {docs}"));
        ran.code(code).told(PARTS)
    };
    let nothing = [[""; 3]; 0];
    assert_eq!(check("old", 0), nothing);
    let told = sandbox.run(JSON).told(PARTS);
    assert_eq!(check("new", 100), told);
    let of_lock = JSON.replace("old", "lock:out/graphdoc.lock");
    assert_eq!(sandbox.run(of_lock).told(PARTS), told);

    // Changed prose is reported per page, blank lines are not.
    let text = sandbox.read("old/resources/thing.md");
    sandbox.write(
        "prose/resources/thing.md",
        text.replace("How large", "How very large"),
    );
    assert_eq!(check("prose", 0), [["docs-changed", "patch", ""]]);
    sandbox.write("blank/resources/thing.md", format!("{text}\n\n"));
    assert_eq!(check("blank", 0), nothing);
    check("nowhere", 101);
}

#[test]
fn removed_members_stay_until_pruned_or_restored() {
    let sandbox = sandbox();
    let generate = |words: &str| {
        sandbox
            .run(format!("generate --out out --docs {words}"))
            .code(0)
    };
    let thing = || sandbox.source("thing.rs");
    generate("old");
    let before = (thing(), sandbox.read("out/graphdoc.lock"));
    generate("less");
    thing().has("pub colour: Option<String>");
    thing().has("Deprecated");
    let lock = sandbox.read("out/graphdoc.lock");
    lock.has("\ngone - microsoft.graph.thing colour ");
    generate("less --check");
    generate("old");
    assert_eq!(before, (thing(), sandbox.read("out/graphdoc.lock")));

    generate("less");
    sandbox.run("update --docs less --out out --prune").code(0);
    thing().lacks("colour");
    generate("less --check");
}

#[test]
fn breaking_update_needs_consent() {
    let sandbox = sandbox();
    sandbox.run("generate --docs old --out out").code(0);
    let before = sandbox.files("out");
    let refused = sandbox.run("update --docs new --out out").code(100);
    assert_eq!(sandbox.files("out"), before);
    let accept = |print: &str| {
        let words = "update --docs new --out out --accept";
        sandbox.run(format!("{words} {print}"))
    };
    accept("0123").code(100);
    assert_eq!(sandbox.files("out"), before);
    accept(refused.to_accept()).code(0);
    sandbox.run("generate --docs new --out out --check").code(0);
    sandbox.run("update --docs new --out nowhere").code(101);
}

#[test]
fn many_pages_without_changes_print_one_line() {
    let sandbox = Sandbox::empty();
    for at in 0..100 {
        let name = format!("thing{at}");
        for docs in ["old", "new"] {
            sandbox.add_page(docs, &name, "|size|Int32|How large.|", "\"size\": 1");
        }
        let path = format!("old/resources/{name}.md");
        sandbox.edit(&path, "Namespace: microsoft.graph\n\n", "");
    }
    let ran = sandbox.run("diff old new").code(0);
    assert_eq!(
        ran.out,
        "100 pages differ: no change that affects users of the crate\n"
    );
    for at in 0..100 {
        let path = format!("new/resources/thing{at}.md");
        sandbox.edit(&path, "How large.", "How large it is.");
    }
    let ran = sandbox.run("diff old new").code(0);
    assert_eq!(ran.out.lines().count(), 3, "{}", ran.out);
    ran.out.has("in 100 places");
}

#[test]
fn reports_can_be_written_to_files() {
    let sandbox = sandbox();
    let words = "diff old new --output markdown=a.md --output json=a.json";
    let ran = sandbox.run(words).code(100);
    ran.out.has("error[property-type-changed]");
    let text = sandbox.read("a.md");
    text.has("version bump: major");
    text.has("### Breaking\n\n- `property-type-changed` ");
    text.has("### Dangerous");
    assert_eq!(sandbox.read("a.json"), sandbox.run(JSON).out);
    sandbox.run("diff old new --output pdf=x").code(2);
}

#[test]
fn accepted_changes_do_not_fail() {
    let sandbox = sandbox();
    let [print] = &sandbox.run(JSON).code(100).told(["fingerprint"])[0];
    let configure = |more: &str| {
        let entry = "[[allow]]\nrule = \"property-type-changed\"\nreason = \"we know\"\n";
        sandbox.write(
            "graphdoc.toml",
            format!("docs = [\"old\"]\nout = \"out\"\n{entry}{more}"),
        );
    };
    configure(&format!("fingerprint = \"{print}\"\n"));
    sandbox.run("diff old new").code(0);
    let lint = sandbox.run("lint --message-format short");
    lint.out.lacks("[allow-");
    configure("until = \"2001-01-01\"\n");
    sandbox.run("diff old new").code(100);
    configure("fingerprint = \"0\"\n");
    sandbox.run("diff old new").code(100);
    // A fingerprint is enough to select a change, a type is not.
    for (key, value, code) in [
        ("fingerprint", &**print, 0),
        ("type", "microsoft.graph.thing", 100),
    ] {
        let entry = format!("[[allow]]\n{key} = \"{value}\"\nreason = \"we know\"\n");
        sandbox.write("graphdoc.toml", format!("docs = \"old\"\n{entry}"));
        sandbox.run("diff old new").code(code);
    }
}

#[test]
fn moved_rows_are_reported_on_their_new_lines() {
    let sandbox = Sandbox::empty();
    let owner = page(
        "owner",
        "|part|[what it has](thing.md)|What it is made of.|",
        "\"id2\": \"String\"",
    );
    sandbox.write("old/resources/owner.md", &owner);
    // The link now leads to a different type.
    sandbox.add_page("old", "thing", "|size|Int32|x|", "\"id2\": \"String\"");
    let pet = page("pet", "|paws|Int32|How many.|", "\"tail\": \"String\"");
    sandbox.write("new/resources/thing.md", pet);
    let longer = owner.replacen("---\n", "---\nms.date: 2026-01-01\nauthor: somebody\n", 1);
    sandbox.write("new/resources/owner.md", &longer);
    let ran = sandbox.run("diff old new --message-format short").code(100);
    let line = |text: &str| {
        let mut lines = text.lines();
        1 + lines.position(|line| line.starts_with("|part|")).unwrap()
    };
    assert_eq!(line(&longer), line(&owner) + 2);
    let place = format!("new/resources/owner.md:{}:", line(&longer));
    let mut lines = ran.out.lines();
    assert!(lines.any(|line| line.starts_with(&place)), "{}", ran.out);
    let human = sandbox.run("diff old new").code(100).out;
    human.has(format!("old/resources/owner.md:{}:", line(&owner)));
    human.has("|part|");
}
