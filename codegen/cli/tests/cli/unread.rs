//! Input that was named and cannot be read completely: no subcommand uses the rest, calls it clean, or writes.

use std::{fs, path::Path};

use crate::sandbox::{DAY, Ran, Sandbox, Text, columns, page};

const FACT: &str = "[[fact]]\nid = \"limit\"\npage = \"thing.md\"\nlimit = { property = \"name\", max-length = 20 }\n\
                    quote = \"The name has at most 20 chars.\"\n";
const SERVICE: &str = "<Edmx><Schema Namespace=\"microsoft.graph\">\n<ComplexType Name=\"thing\">\n\
                       <Property Name=\"name\" Type=\"Edm.String\"/>\n</ComplexType>\n</Schema></Edmx>\n";

/// Pages, facts, metadata, a configuration that names them, and their crate.
pub fn project() -> Sandbox {
    let sandbox = Sandbox::with_docs();
    let row = "|name|String|Its name. The name has at most 20 chars.|";
    for docs in ["docs", "old"] {
        sandbox.add_page(docs, "thing", row, "\"name\": \"String\"");
    }
    sandbox.write("facts/own.toml", FACT);
    sandbox.write("service.xml", SERVICE);
    sandbox.write(
        "graphdoc.toml",
        "docs = \"docs\"\nout = \"out\"\nfacts = \"facts\"\nmetadata = \"service.xml\"\n",
    );
    sandbox.run("generate").code(0);
    sandbox
}

/// Every subcommand that reads pages of `docs`.
pub const OF_PAGES: &[&str] = &[
    "generate",
    "generate -v",
    "generate --check",
    "generate --diff",
    "generate --only microsoft.graph.thing",
    "generate --out vendored --docs docs",
    "lint",
    "lint --message-format json",
    "lint --fix",
    "lint --write-baseline",
    "diff old",
    "diff docs old",
    "diff lock:out/graphdoc.lock docs",
    "update --check --docs docs",
    "update",
    "update --prune",
    "update --docs docs",
    "model",
    "facts",
    "facts suggest",
];

/// Every subcommand that reads the facts in the configuration.
const OF_FACTS: &[&str] = &[
    "generate",
    "generate --check",
    "generate --docs docs --facts facts --out out",
    "generate --out vendored",
    "lint",
    "lint --fix",
    "lint --write-baseline",
    "diff old docs",
    "update --check",
    "update",
    "model",
    "facts",
    "facts suggest",
];

/// Runs subcommands. Each must end with 101, say so with these words, and change nothing.
#[track_caller]
pub fn refused(sandbox: &Sandbox, verbs: &[&str], words: &[&str]) {
    let before = sandbox.files(".");
    for verb in verbs {
        let ran = sandbox.run(verb);
        assert_eq!(ran.code, 101, "{verb:?}: {ran:?}");
        for word in words {
            assert!(ran.err.contains(word), "{verb:?}: no {word}: {ran:?}");
        }
        assert!(sandbox.files(".") == before, "{verb:?} wrote something");
    }
}

/// The message about a file, and how to make the file unreadable.
type Fault = (&'static str, fn(&Path));

fn faults() -> [Fault; 7] {
    [
        (":2:2: ", |file| fs::write(file, b"a\nb\xe4\n").unwrap()),
        (":1:2: ", |file| {
            let utf16 = "# thing\n".encode_utf16().flat_map(u16::to_le_bytes);
            fs::write(file, utf16.collect::<Vec<u8>>()).unwrap();
        }),
        (":1:1: ", |file| fs::write(file, [0; 4096]).unwrap()),
        ("directory", |file| fs::create_dir(file).unwrap()),
        ("which does not exist", |file| link("nowhere", file)),
        ("symbolic links", |file| {
            link(file.file_name().unwrap(), file)
        }),
        ("cannot be read", |file| link("/proc/self/mem", file)),
    ]
}

fn link(target: impl AsRef<Path>, file: &Path) {
    std::os::unix::fs::symlink(target, file).unwrap();
}

#[test]
fn unreadable_page_is_an_error() {
    let folder: Fault = ("found a folder", |file| fs::create_dir(file).unwrap());
    for (words, spoil) in faults().into_iter().take(3).chain([folder]) {
        let sandbox = project();
        let file = sandbox.path().join("docs/resources/thing.md");
        fs::remove_file(&file).unwrap();
        spoil(&file);
        refused(&sandbox, OF_PAGES, &["docs/resources/thing.md", words]);
    }
}

#[test]
fn unreadable_facts_are_an_error() {
    for (words, spoil) in faults() {
        let sandbox = project();
        let file = sandbox.path().join("facts/own.toml");
        fs::remove_file(&file).unwrap();
        spoil(&file);
        refused(&sandbox, OF_FACTS, &["facts/own.toml", words]);
    }
    for (text, words) in [
        ("", "found no fact"),
        ("# none\n", "found no fact"),
        ("[[fact]\n", "own.toml:1:"),
        (
            &*format!("{FACT}nonsense = 1\n"),
            "own.toml:6:1: unknown key `nonsense`",
        ),
        (
            &*format!("{FACT}{FACT}"),
            "own.toml:7:6: another fact has the id",
        ),
        (&FACT[..FACT.len() - 9], "own.toml:5:"),
    ] {
        let sandbox = project();
        sandbox.write("facts/own.toml", text);
        refused(&sandbox, OF_FACTS, &[words]);
    }
    let sandbox = project();
    sandbox.remove("facts/own.toml");
    refused(&sandbox, OF_FACTS, &["`facts`: found no fact file"]);
    fs::remove_dir(sandbox.path().join("facts")).unwrap();
    refused(&sandbox, OF_FACTS, &["`facts`"]);
}

#[test]
fn facts_apply_once_readable_again() {
    let sandbox = project();
    let crate_before = sandbox.files("out");
    sandbox.write("facts/own.toml", b"\xe4");
    sandbox.run("generate").code(101);
    assert!(sandbox.files("out") == crate_before);
    sandbox.write("facts/own.toml", FACT);
    sandbox.run("generate --check").code(0);
}

#[test]
fn unreadable_metadata_is_an_error() {
    let verbs: &[&str] = &["lint", "lint --fix", "lint --write-baseline", "update"];
    for (words, spoil) in faults() {
        let sandbox = project();
        let file = sandbox.path().join("service.xml");
        fs::remove_file(&file).unwrap();
        spoil(&file);
        refused(&sandbox, verbs, &["service.xml", words]);
    }
    // Wherever it is cut, the last element is not closed.
    let sandbox = project();
    let end = SERVICE.trim_end().len();
    for length in (0..end).step_by(7).chain([end - 7]) {
        sandbox.write("service.xml", &SERVICE[..length]);
        refused(&sandbox, &verbs[2..], &["service.xml"]);
    }
    sandbox.write("service.xml", SERVICE);
    sandbox.edit("service.xml", "\"name\"", "\"na&me\"");
    refused(&sandbox, verbs, &["service.xml:3:"]);
}

#[test]
fn unreadable_configuration_is_an_error() {
    for (words, spoil) in faults() {
        let sandbox = project();
        // Another one in a folder above must not replace it.
        sandbox.write("below/x", "");
        let file = sandbox.path().join("below/graphdoc.toml");
        spoil(&file);
        let before = sandbox.files(".");
        for verb in ["generate", "lint", "model", "update", "facts"] {
            let ran = run_in(&sandbox.path().join("below"), verb).code(101);
            ran.err.has("graphdoc.toml");
            ran.err.has(words);
        }
        assert!(sandbox.files(".") == before);
    }
}

#[test]
fn one_folder_of_several_without_pages_is_an_error() {
    let sandbox = project();
    sandbox.write("empty/x.txt", "");
    let both = "--docs docs --docs empty";
    for verb in ["lint", "model", "facts", "generate --out out"] {
        let ran = sandbox.run(format!("{verb} {both}")).code(101);
        ran.err.has("`empty`: found no page");
    }
    // A page of one of them exists, if only as a link to another.
    sandbox.link("empty/thing.md", "../docs/resources/thing.md");
    sandbox.run(format!("model {both}")).code(0);
}

#[test]
fn revision_without_pages_or_types_is_an_error() {
    let sandbox = project();
    let commit = |name: &str| {
        sandbox.commit(".");
        sandbox.git(&format!("tag {name}"), DAY);
    };
    let thing = sandbox.read("docs/resources/thing.md");
    sandbox.remove("docs/resources/box.md");
    sandbox.write("docs/resources/thing.md", "# Things\n");
    commit("typeless");
    sandbox.write("docs/resources/thing.md", b"# Things \xe4\n");
    commit("latin");
    sandbox.remove("docs/resources/thing.md");
    sandbox.write("docs/resources/readme.txt", "");
    commit("pageless");
    sandbox.write("docs/resources/thing.md", thing);
    for (revision, words) in [
        ("typeless", "declare no type"),
        ("latin", "latin:docs/resources/thing.md:1:10: "),
        ("pageless", "pageless"),
    ] {
        for sides in [format!("{revision} docs"), format!("docs {revision}")] {
            let ran = sandbox.run(format!("diff {sides}")).code(101);
            ran.err.has(words);
        }
    }
}

/// Runs the program in a folder.
fn run_in(folder: &Path, words: &str) -> Ran {
    let mut command = std::process::Command::new(crate::sandbox::GRAPHDOC);
    command.current_dir(folder);
    Ran::of(command, words)
}

#[test]
fn non_utf8_file_names_are_errors() {
    use std::os::unix::ffi::OsStrExt;
    let bytes = |bytes: &'static [u8]| std::ffi::OsStr::from_bytes(bytes);
    let sandbox = project();
    for name in [&b"th\xe4ng.md"[..], b"th\xe5ng.md"] {
        let file = sandbox.path().join("docs/resources").join(bytes(name));
        fs::copy(sandbox.path().join("docs/resources/thing.md"), file).unwrap();
    }
    let words = ["th\\xe4ng.md", "th\\xe5ng.md", "not UTF-8"];
    refused(&sandbox, OF_PAGES, &words);

    let sandbox = project();
    let folder = sandbox.path().join("docs/resources").join(bytes(b"\xe4"));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("x.md"), sandbox.read("old/resources/thing.md")).unwrap();
    let words = ["docs/resources/\\xe4/x.md", "not UTF-8"];
    refused(&sandbox, OF_PAGES, &words);
    // Names of the folders around it do not matter.
    let here = project();
    let there = sandbox.path().join(bytes(b"\xe5"));
    fs::rename(here.path(), &there).unwrap();
    let ran = run_in(&there, "generate --check").code(0);
    ran.out.has("2 pages");

    let sandbox = project();
    let file = sandbox.path().join("facts").join(bytes(b"\xe4.toml"));
    fs::write(file, FACT.replace("\"limit\"", "\"other\"")).unwrap();
    refused(&sandbox, OF_FACTS, &["facts/\\xe4.toml", "not UTF-8"]);
}

#[test]
fn unread_pages_cannot_be_allowed() {
    let sandbox = project();
    sandbox.link("docs/resources/far.md", "../../old/resources/thing.md");
    let config = sandbox.read("graphdoc.toml");
    let lint = sandbox.run("lint --message-format json").code(100);
    let [print] = &lint.told(["fingerprint"])[0];
    for row in [
        "[rules]\nlink-not-followed = 'allow' | 2 | `link-not-followed` is always an error",
        "[rules]\nunreadable-file = 'warn' | 2 | `unreadable-file` is always an error",
        "[[allow]]\nrule = 'link-not-followed'\nreason = 'x' | 2 | `link-not-followed` cannot be accepted",
        "[[allow]]\nfingerprint = 'PRINT'\nreason = 'x' | 100 | far.md",
        "[rules]\nlink-not-followed = 'deny' | 100 | far.md",
    ] {
        let [more, code, words] = columns(row);
        let more = more.replace("PRINT", print);
        sandbox.write("graphdoc.toml", format!("{config}{more}\n"));
        for quiet in ["lint", "lint --quiet"] {
            let ran = sandbox.run(quiet).code(code.parse().unwrap());
            assert!(ran.said().contains(words), "{more}: {ran:?}");
        }
    }
}

#[test]
fn metadata_must_be_a_single_document() {
    let sandbox = project();
    let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    let entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
    sandbox.write(
        "service.xml",
        format!("\u{feff}{head}\n<!-- x -->{SERVICE}\n"),
    );
    sandbox.run("lint").code(0);
    for (text, words) in [
        (format!("{SERVICE}{SERVICE}"), "another document"),
        (format!("{SERVICE}\n}}"), "text outside"),
        (format!("x{SERVICE}"), "text outside"),
        (format!("{entity}{SERVICE}"), "document type"),
        (SERVICE.replace("</Schema>", "&e;</Schema>"), "a reference"),
        (head.replace("utf-8", "latin1") + SERVICE, "`latin1`"),
        (SERVICE.replace(" Namespace=", " Name="), "no schema"),
    ] {
        sandbox.write("service.xml", text);
        refused(&sandbox, &["lint", "update"], &["service.xml", words]);
    }
}

#[test]
fn truncated_page_deletes_nothing() {
    let whole = page("thing", "|size|Int32|Of it.|", "\"size\": 1");
    let head = whole.find("# thing").expect("a heading");
    let other = "# Things\n\nOf all kinds.\n";
    for text in ["", " \n\n", "\u{feff}", &whole[..head], other] {
        let sandbox = project();
        let verbs: &[&str] = &["generate", "generate --check", "generate --diff"];
        let page = "docs/resources/thing.md";
        let words = [page, "`microsoft.graph.thing`", "--prune"];
        let whole = sandbox.read(page);
        sandbox.write(page, text);
        // That the service has the type does not make up for its page.
        refused(&sandbox, verbs, &words);
        sandbox.run("update").code(100);
        let ran = sandbox.run("update --fail-on never").code(101);
        ran.err.has("1 of the 2 types");
        sandbox.write(page, whole);
        sandbox.edit("graphdoc.toml", "metadata", "# ");
        sandbox.run("generate").code(0);
        sandbox.write(page, text);
        refused(&sandbox, verbs, &words);
        sandbox.run("update --check --docs docs").code(100);
        sandbox.run("update").code(100);
        assert!(sandbox.exists("out/src/core_/thing.rs"));
        sandbox.run("generate --prune --drop-types 1").code(100);
        assert!(!sandbox.exists("out/src/core_/thing.rs"), "{text:?}");
    }
}

#[test]
fn type_moved_to_another_page_is_not_an_error() {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    let text = sandbox.read("docs/resources/thing.md");
    sandbox.write("docs/resources/things.md", text);
    sandbox.write("docs/resources/thing.md", "# Moved\n");
    sandbox.generate("").code(0);
    // What was accepted may be removed.
    sandbox.write("docs/resources/things.md", "# Gone\n");
    let update = "update --docs docs --out out";
    let ran = sandbox.run(update).code(100);
    let agreed = format!("{update} --drop-types 1 --accept {}", ran.to_accept());
    sandbox.run(agreed).code(0);
    assert!(!sandbox.exists("out/src/core_/thing.rs"));
}

#[test]
fn update_with_a_stale_fact_fails() {
    let sandbox = project();
    sandbox.edit("facts/own.toml", "20 chars.", "20 letters of any kind.");
    for _ in 0..2 {
        let ran = sandbox.run("update").code(100);
        ran.err.has("facts/own.toml");
        ran.err.has("[fact-");
    }
}
