//! Lock files that no run wrote as they are: merged, checked out on another system, edited, or of another version.

use crate::sandbox::{Sandbox, Text};

const LOCK: &str = "out/graphdoc.lock";

fn project() -> Sandbox {
    let sandbox = Sandbox::with_docs();
    sandbox.generate("").code(0);
    sandbox
}

#[test]
fn lock_file_with_a_byte_order_mark_is_read() {
    let sandbox = project();
    sandbox.write(LOCK, format!("\u{feff}{}", sandbox.read(LOCK)));
    sandbox.generate("--check").code(0);
    sandbox.run("update --check --out out --docs docs").code(0);
}

#[test]
fn merged_quarantine_line_is_in_the_crate() {
    let sandbox = project();
    let line = "gone 2030-01-31 microsoft.graph.thing colour Edm.String\n";
    sandbox.edit(LOCK, "\nend\n", &format!("\n{line}end\n"));
    sandbox.generate("--check").code(100);
    sandbox.generate("").code(0);
    let thing = sandbox.read("out/src/core_/thing.rs");
    thing.has("pub colour: ");
    thing.has("since 2030-01-31");
    sandbox.generate("--check").code(0);
    let ran = sandbox.generate("").code(0);
    ran.out.has("nothing had changed");
}

#[test]
fn invalid_lock_line_is_rejected() {
    let sandbox = project();
    let whole = sandbox.read(LOCK);
    for line in [
        "gone soon microsoft.graph.thing colour Edm.String",
        "gone 2030-01-31\u{1b}[31m microsoft.graph.thing colour Edm.String",
        "gone \"]fn() microsoft.graph.thing colour Edm.String",
        "accept x\u{1b}]0;t\u{7}",
        "file 00 ../../etc/passwd",
        "file 00 /etc/hosts",
        "of-another-version \u{7f}",
        "type microsoft.graph.\u{1b}x\tentity",
    ] {
        sandbox.write(LOCK, whole.replace("\nend\n", &format!("\n{line}\nend\n")));
        let before = sandbox.files("out");
        for words in [
            "generate --docs docs --out out",
            "generate --docs docs --out out --check",
            "update --check --out out --docs docs",
            "update --docs docs --out out",
        ] {
            let ran = sandbox.run(words).code(101);
            assert!(ran.err.contains("graphdoc.lock"), "{line:?}: {ran:?}");
            ran.err.is_printable();
        }
        assert!(sandbox.files("out") == before, "{line:?}");
    }
}

#[test]
fn lock_file_of_an_earlier_version_says_what_to_do() {
    let sandbox = project();
    let whole = sandbox.read(LOCK);
    sandbox.write(LOCK, whole.replace("\nend\n", "\n"));
    let ran = sandbox.generate("").code(101);
    ran.err.has("earlier version");
    ran.err.has("add that line");
    sandbox.write(LOCK, whole);
    sandbox.generate("--check").code(0);
}

#[test]
fn lost_lock_line_is_detected() {
    let sandbox = project();
    let gone = "gone 2030-01-31 microsoft.graph.thing colour Edm.String\n";
    sandbox.edit(LOCK, "\nlines ", &format!("\n{gone}accept abc\nlines "));
    sandbox.generate("").code(0);
    let whole = sandbox.read(LOCK);
    for kind in ["page ", "file ", "type ", "gone ", "accept "] {
        let mut lines = whole.lines();
        let line = lines.find(|line| line.starts_with(kind)).expect(kind);
        sandbox.write(LOCK, whole.replacen(&format!("{line}\n"), "", 1));
        for words in [
            "generate --docs docs --out out",
            "update --check --docs docs --out out",
            "update --docs docs --out out",
        ] {
            let ran = sandbox.run(words).code(101);
            assert!(ran.err.contains("restore the file"), "{kind}{}", ran.err);
            assert!(ran.err.contains(kind.trim_end()), "{kind}{}", ran.err);
        }
    }
    sandbox.write(LOCK, &whole);
    sandbox.generate("--check").code(0);
}
