//! Links among the pages: those that stay inside the folder are followed, others are reported.

use std::fs;

use crate::{
    sandbox::Text,
    unread::{OF_PAGES, link, project, refused},
};

#[test]
fn revision_and_folder_follow_the_same_links() {
    let sandbox = project();
    let day = "2030-01-01T00:00:00Z";
    sandbox.git("init -q", day);
    sandbox.write(
        "docs/shared/thing.txt",
        sandbox.read("docs/resources/thing.md"),
    );
    fs::remove_file(sandbox.path().join("docs/resources/thing.md")).unwrap();
    sandbox.link("docs/resources/thing.md", "../shared/thing.txt");
    sandbox.link("docs/resources/alias.md", "box.md");
    sandbox.git("add -A", day);
    sandbox.git("commit -qm inside", day);
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
        fs::remove_file(sandbox.path().join("docs/resources/thing.md")).unwrap();
        sandbox.link("docs/resources/thing.md", target);
        sandbox.git("commit -qam outside", day);
        let ran = sandbox.run("diff HEAD HEAD").code(101);
        let said = &*format!("`{target}`");
        ran.err.has("HEAD:docs/resources/thing.md");
        ran.err.has(said);
    }
    fs::remove_file(sandbox.path().join("docs/resources/thing.md")).unwrap();
    sandbox.link("docs/resources/more", "../../old/resources");
    sandbox.git("add -A", day);
    sandbox.git("commit -qm folder", day);
    let ran = sandbox.run("diff HEAD HEAD").code(101);
    ran.err.has("HEAD:docs/resources/more");
    fs::remove_file(sandbox.path().join("docs/resources/more")).unwrap();

    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::OsStr::from_bytes(b"th\xe4ng.md");
    fs::write(sandbox.path().join("docs/resources").join(name), "# x").unwrap();
    sandbox.git("add -A", day);
    sandbox.git("commit -qm name", day);
    let ran = sandbox.run("diff HEAD old").code(101);
    ran.err.has("th\\xe4ng.md");
}

#[test]
fn links_to_files_inside_the_folder_are_followed() {
    let sandbox = project();
    let there = sandbox.path().join("docs/shared/thing.txt");
    fs::create_dir(there.parent().unwrap()).unwrap();
    fs::rename(sandbox.path().join("docs/resources/thing.md"), there).unwrap();
    sandbox.link("docs/resources/step.txt", "../shared/thing.txt");
    sandbox.link("docs/resources/thing.md", "step.txt");
    sandbox.run("generate --check").code(0);
    sandbox.run("update --check --docs docs").code(0);
    sandbox.run("lint").code(0);
}

#[test]
fn hard_linked_file_is_one_page() {
    let sandbox = project();
    sandbox.link("docs/resources/alias.md", "thing.md");
    sandbox.run("generate --check").code(0);
    sandbox.run("lint").code(0);
    let before = sandbox.files("out");
    sandbox.write(
        "docs/resources/.real.md",
        sandbox.read("docs/resources/thing.md"),
    );
    fs::remove_file(sandbox.path().join("docs/resources/thing.md")).unwrap();
    sandbox.link("docs/resources/thing.md", ".real.md");
    fs::remove_file(sandbox.path().join("docs/resources/alias.md")).unwrap();
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
        fs::remove_file(sandbox.path().join("docs/resources/thing.md")).unwrap();
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
            let said = [&*ran.out, &*ran.err].concat();
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
        let file = sandbox.path().join(format!("docs/resources/{name}.md"));
        let there = sandbox.path().join(format!("{name}.md"));
        fs::rename(&file, &there).unwrap();
        link(&there, &file);
    }
    let words = ["found no page", "docs/resources/thing.md", "leads out of"];
    refused(&sandbox, OF_PAGES, &words);
    fs::rename(
        sandbox.path().join("docs/resources"),
        sandbox.path().join("real"),
    )
    .unwrap();
    sandbox.link("docs/resources", "../real");
    refused(
        &sandbox,
        OF_PAGES,
        &["found no page", "leads to the folder"],
    );
}
