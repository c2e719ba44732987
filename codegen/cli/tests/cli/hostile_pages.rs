//! Hostile pages: no run panics or writes outside its output, and each reports what it did not use.

use crate::sandbox::{Ran, Sandbox, Text};

/// Creates a folder `docs` with these pages.
fn set(pages: &[(&str, &[u8])]) -> Sandbox {
    let sandbox = Sandbox::empty();
    for (file, text) in pages {
        sandbox.write(&format!("docs/{file}"), text);
    }
    sandbox
}

/// Generates from `docs` into `out/crate`, and asserts what must hold for every run.
#[track_caller]
fn generate(sandbox: &Sandbox) -> String {
    let outside = || {
        let mut files = sandbox.files(".");
        files.retain(|(path, _)| !path.starts_with(sandbox.path().join("out/crate")));
        files
    };
    let before = outside();
    let ran: Ran = sandbox.run("generate -v --docs docs --out out/crate");
    assert!(matches!(ran.code, 0 | 100), "{ran:?}");
    let text = ran.out + &ran.err;
    text.lacks("panicked at");
    assert!(outside() == before, "files appeared outside the output");
    text
}

fn page(name: &str, rows: &str) -> Vec<u8> {
    format!(
        "# {name} resource type\n\nNamespace: microsoft.graph\n\n## Properties\n|Property|Type|Description|\n|:--|:--|:--|\n{rows}\n\n\
         ## JSON representation\n<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.{name}\" }} -->\n```json\n{{}}\n```\n"
    )
    .into_bytes()
}

#[test]
fn type_names_cannot_escape_the_output_folder() {
    let names = [
        "../../x", "/tmp/x", "..", ".", "a/b", "con", "Self", "mod", "lib", "nul.txt", "x\\y",
    ];
    let sandbox = Sandbox::empty();
    for (at, name) in names.iter().enumerate() {
        let text = page(name, &format!("|{name}|[{name}]({name}.md)|{name}|"));
        sandbox.write(&format!("docs/page{at}.md"), text);
    }
    generate(&sandbox).has(format!("{} pages: ", names.len()));
    for (path, _) in sandbox.files("out") {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let is_device = stem.is_some_and(|stem| ["con", "nul", "aux", "prn"].contains(&stem));
        assert!(!is_device, "{path:?}");
    }
}

#[test]
fn file_names_cannot_escape_the_output_folder() {
    let text = page("tree", "|height|Double|Metres.|");
    let names = ["a b.md", "-x.md", "ünï.md", "con.md"];
    generate(&set(&names.map(|name| (name, &*text))));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let page = page("tree", "|hei\u{1b}[31mght|Dou\u{202e}ble|Metres.|");
    let text = generate(&set(&[("tree.md", &page)]));
    text.lacks("\u{1b}[31mght");
    text.lacks("\u{202e}");
}

#[test]
fn page_of_50_megabytes_is_rejected() {
    let mut text = page("tree", "|height|Double|Metres.|");
    text.extend(b"Words without end, and `code`.\n\n".repeat(50_000_000 / 32));
    let sandbox = set(&[("tree.md", &text)]);
    let ran = sandbox
        .run("generate --docs docs --out out/crate")
        .code(101);
    ran.err.has("docs/tree.md");
    ran.err.has("[page-too-large]");
    assert!(!sandbox.exists("out"));
}
