//! Links among the pages: those that stay inside the folder are followed, others are reported.

use std::fs;

use crate::{
    sandbox::Text,
    unread::{OF_PAGES, project, refused},
};

#[test]
fn revision_and_folder_follow_the_same_links() {
    let sandbox = project();
    let page = "docs/resources/thing.md";
    sandbox.write("docs/shared/thing.txt", sandbox.read(page));
    sandbox.remove(page);
    sandbox.link(page, "../shared/thing.txt");
    sandbox.link("docs/resources/alias.md", "box.md");
    sandbox.commit(".");
    for sides in ["HEAD docs", "docs HEAD", "HEAD lock:out/graphdoc.lock"] {
        let ran = sandbox.run(format!("diff {sides}")).code(0);
        ran.out.has("no page differs");
    }
    for target in [
        "../../old/resources/thing.md",
        "nowhere.md",
        "thing.md",
        "../../old",
    ] {
        sandbox.remove(page);
        sandbox.link(page, target);
        sandbox.commit(".");
        let ran = sandbox.run("diff HEAD HEAD").code(101);
        ran.err.has("HEAD:docs/resources/thing.md");
        ran.err.has(format!("`{target}`"));
    }
    sandbox.remove(page);
    sandbox.link("docs/resources/more", "../../old/resources");
    sandbox.commit(".");
    let ran = sandbox.run("diff HEAD HEAD").code(101);
    ran.err.has("HEAD:docs/resources/more");
    sandbox.remove("docs/resources/more");

    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::OsStr::from_bytes(b"th\xe4ng.md");
    fs::write(sandbox.path().join("docs/resources").join(name), "# x").unwrap();
    sandbox.commit(".");
    let ran = sandbox.run("diff HEAD old").code(101);
    ran.err.has("th\\xe4ng.md");
}

#[test]
fn links_to_files_inside_the_folder_are_followed() {
    let sandbox = project();
    let text = sandbox.read("docs/resources/thing.md");
    sandbox.write("docs/shared/thing.txt", text);
    sandbox.remove("docs/resources/thing.md");
    sandbox.link("docs/resources/step.txt", "../shared/thing.txt");
    sandbox.link("docs/resources/thing.md", "step.txt");
    sandbox.run("generate --check").code(0);
    sandbox.run("update --check --docs docs").code(0);
    sandbox.run("lint").code(0);
}

#[test]
fn page_that_two_links_lead_to_is_read_once() {
    let sandbox = project();
    sandbox.link("docs/resources/alias.md", "thing.md");
    sandbox.run("generate --check").code(0);
    sandbox.run("lint").code(0);
    let before = sandbox.files("out");
    sandbox.rename("docs/resources/thing.md", "docs/resources/.real.md");
    sandbox.link("docs/resources/thing.md", ".real.md");
    sandbox.remove("docs/resources/alias.md");
    sandbox.link("docs/resources/zero.md", ".real.md");
    sandbox.run("generate").code(0);
    assert!(sandbox.files("out") == before);
}

#[test]
fn links_that_are_not_followed_are_reported() {
    let links: [(&str, &str); 5] = [
        ("nowhere.md", "leads to `nowhere.md`, which does not exist"),
        (
            "../../old/resources/thing.md",
            "leads out of the docs folder",
        ),
        ("/proc/self/status", "leads out of the docs folder"),
        ("thing.md", "which cannot be reached"),
        ("../../old", "leads to the folder"),
    ];
    for (target, words) in links {
        let sandbox = project();
        sandbox.remove("docs/resources/thing.md");
        sandbox.link("docs/resources/thing.md", target);
        // The other page is needed so that a crate can be made.
        for (verb, code) in [
            ("lint", 100),
            ("lint --message-format json", 100),
            ("lint --write-baseline", 101),
            ("model", 100),
            ("facts", 100),
            ("diff old", 101),
            ("diff docs old", 101),
            ("update --check --docs docs", 101),
            ("update", 101),
            // The crate was made from that page as well.
            ("generate", 101),
            ("generate --check", 101),
            ("generate --out vendored", 100),
            // The lock file now has it, and it is as wrong as before.
            ("generate --out vendored", 100),
            ("update --check --out vendored --docs docs", 101),
            ("update --out vendored", 101),
        ] {
            let ran = sandbox.run(verb);
            let said = ran.said();
            assert_eq!(ran.code, code, "{target}: {verb:?}: {said}");
            assert!(said.contains("thing.md"), "{verb:?}: {said}");
            assert!(said.contains(words), "{target}: {verb:?}: {said}");
            assert!(!said.contains("--accept"), "{verb:?}: {said}");
        }
    }
}

#[test]
fn folder_of_outward_links_has_no_page() {
    let sandbox = project();
    for name in ["thing", "box"] {
        let (file, there) = (format!("docs/resources/{name}.md"), format!("{name}.md"));
        sandbox.rename(&file, &there);
        sandbox.link(&file, sandbox.path().join(there));
    }
    let words = ["found no page", "docs/resources/thing.md", "leads out of"];
    refused(&sandbox, OF_PAGES, &words);
    sandbox.rename("docs/resources", "real");
    sandbox.link("docs/resources", "../real");
    let words = ["found no page", "leads to the folder"];
    refused(&sandbox, OF_PAGES, &words);
}
