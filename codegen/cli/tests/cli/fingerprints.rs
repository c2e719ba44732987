//! A finding is recognized by what it says, not by its place or wording.

use crate::sandbox::{Sandbox, page};

const RULES: [&str; 2] = ["redeclared-property", "pages-conflict"];

/// Two pages of one type that disagree, and a type that disagrees with its base. `ours` is one of the two types, and
/// `words` are put before everything.
fn docs(ours: &str, words: &str) -> Sandbox {
    let sandbox = Sandbox::with_docs();
    let write = |name: &str, text: String| {
        let text = text.replace("## Properties", &format!("{words}## Properties"));
        sandbox.write(&format!("docs/resources/{name}.md"), text);
    };
    let row = |ty: &str| format!("|size|{ty}|{words}How large it is.|");
    write("thing", page("thing", &row("Int32"), "\"size\": 1"));
    let more = format!("{}\n|colour|String|Of it.|", row(ours));
    let view = page("thing", &more, "\"size\": 1, \"colour\": \"String\"");
    write("files-thing", view);
    let derived = page("crate", &row(ours), "\"size\": 1").replace(
        "\"keyProperty\": \"id\"",
        "\"baseType\": \"microsoft.graph.thing\"",
    );
    write("crate", derived);
    sandbox
}

/// Both sides and the fingerprint of the finding of each rule.
fn told(sandbox: &Sandbox) -> Vec<[String; 3]> {
    let ran = sandbox.run("lint --docs docs --message-format json");
    let lines = ran.json();
    let told = RULES.map(|rule| {
        let mut found = lines.iter().filter(|line| line["rule"] == rule);
        let one = found.next().expect(rule);
        assert!(found.next().is_none(), "{rule} once: {}", ran.out);
        ["before", "after", "fingerprint"].map(|part| one[part].as_str().expect("text").to_owned())
    });
    told.to_vec()
}

#[test]
fn fingerprint_depends_on_the_type_but_not_on_words_or_place() {
    let first = told(&docs("Int64", ""));
    for [before, after, _] in &first {
        assert_eq!([&**before, &**after], ["Edm.Int64", "Edm.Int32"]);
    }
    assert_eq!(told(&docs("Int64", "Other words, elsewhere. ")), first);
    let other = told(&docs("Double", ""));
    for (old, new) in first.iter().zip(&other) {
        assert_eq!((&*new[0], &*new[1]), ("Edm.Double", "Edm.Int32"));
        assert_ne!(old[2], new[2]);
    }
}
