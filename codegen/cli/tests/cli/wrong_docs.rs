//! Docs that do not exist, or do not belong to one crate: every subcommand that reads pages refuses them, changes
//! nothing, and says what to do.

use std::{fs, path::Path};

use graphdoc_codegen::{Config, Generator};

use crate::{
    pinned_repository::{PAGES, Pinned},
    sandbox::{DAY, Sandbox, Text},
};

/// What is wrong with docs, how to make them so, and what the message must say.
type Wrong = (&'static str, fn(&Sandbox), &'static [&'static str]);

const WRONG: [Wrong; 10] = [
    (
        "an empty folder",
        |project| empty(project, "docs"),
        &["`docs`: found no page", "name a folder of resource pages"],
    ),
    (
        "a folder of other files",
        |project| {
            empty(project, "docs");
            project.write("docs/readme.txt", "# x");
            project.write("docs/.hidden.md", "# x");
        },
        &["`docs`: found no page", "name a folder of resource pages"],
    ),
    (
        "pages without a type",
        |project| {
            empty(project, "docs");
            project.write("docs/resources/thing.md", "# Things\n\nWords.\n");
        },
        &["declare no type", "name a folder of resource pages"],
    ),
    (
        "pages without a type that the metadata has",
        |project| {
            project.write("docs/resources/thing.md", "# Things\n\nWords.\n");
            project.write("docs/resources/box.md", "");
            project.write(
                "service.xml",
                "<Edmx><Schema Namespace=\"microsoft.graph\"><ComplexType Name=\"thing\"/></Schema></Edmx>",
            );
            let config = project.read("graphdoc.toml");
            project.write("graphdoc.toml", config + "metadata = \"service.xml\"\n");
        },
        &[
            "the pages (2) declare no type",
            "name a folder of resource pages",
        ],
    ),
    (
        "a submodule that is not checked out",
        |project| submodule(project, "docs"),
        &["`docs`: found no page", "git submodule update --init docs"],
    ),
    (
        "docs inside of a submodule that is not checked out",
        |project| {
            project.edit("graphdoc.toml", "\"docs\"", "\"docs/resources\"");
            submodule(project, "docs");
        },
        &["docs", "git submodule update --init docs"],
    ),
    (
        "docs above a submodule that is not checked out",
        |project| submodule(project, "docs/resources"),
        &[
            "`docs`: found no page",
            "git submodule update --init docs/resources",
        ],
    ),
    (
        "a submodule that is not checked out beside pages",
        |project| {
            let thing = project.read("docs/resources/thing.md");
            submodule(project, "docs/resources/more");
            project.write("docs/resources/thing.md", thing);
        },
        &[
            "`docs/resources/more`",
            "git submodule update --init docs/resources/more",
        ],
    ),
    (
        "a folder that was renamed",
        |project| project.rename("docs", "documents"),
        &["`docs`", "name a folder of resource pages"],
    ),
    (
        "two versions of an API",
        |project| {
            for version in ["v1.0", "beta"] {
                let docs = format!("docs/{version}");
                project.add_page(&docs, "thing", "", "\"id\": \"a\"");
            }
            project.remove("docs/resources");
        },
        &[
            "`docs/beta`: is another version",
            "docs/v1.0",
            "name the folder of one",
        ],
    ),
];

/// Every subcommand that reads pages of `docs`.
const VERBS: &[&str] = &[
    "generate",
    "generate --check",
    "generate --diff",
    "generate --prune --drop-types 2",
    "generate --only microsoft.graph.thing",
    "generate --out other",
    "generate --docs docs --out other",
    "update",
    "update --check",
    "update --docs docs",
    "update --fail-on never --prune --drop-types 2",
    "diff old",
    "diff old docs",
    "diff docs old",
    "diff lock:out/graphdoc.lock",
    "diff lock:out/graphdoc.lock docs",
    "lint",
    "lint --fix",
    "lint --fix --check",
    "lint --write-baseline",
    "lint --output html=report.html",
    "lint docs/resources/thing.md",
    "lint - --path docs/resources/thing.md",
    "lint --files-from list",
    "model",
    "facts",
    "facts suggest",
];

/// A project with a crate of two pages.
fn project() -> Sandbox {
    let sandbox = Sandbox::with_docs();
    let old = sandbox.read("docs/resources/thing.md");
    sandbox.write("old/resources/thing.md", old);
    sandbox.write("list", "docs/resources/thing.md\n");
    sandbox.write("graphdoc.toml", "docs = \"docs\"\nout = \"out\"\n");
    sandbox.run("generate").code(0);
    sandbox
}

fn empty(project: &Sandbox, folder: &str) {
    project.remove(folder);
    fs::create_dir(project.path().join(folder)).unwrap();
}

/// The state of a clone without `--recurse-submodules`.
fn submodule(project: &Sandbox, path: &str) {
    let folder = project.path().join(path);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder).unwrap();
    project.git("init --quiet", DAY);
    let text = format!("[submodule \"pages\"]\n\tpath = {path}\n\turl = https://github.com/x/y\n");
    project.write(".gitmodules", text);
    let link = format!("160000,{},{path}", "a".repeat(40));
    project.git("add .gitmodules", DAY);
    project.git(&format!("update-index --add --cacheinfo {link}"), DAY);
    project.git("commit --quiet --message x", DAY);
}

/// Build scripts, one of which writes a file and the other a crate.
fn builds(project: &Path) -> [String; 2] {
    let config = Config::read(project.join("graphdoc.toml")).unwrap();
    let script = || Generator::from_config(&config).out_dir(project.join("target"));
    let done = [script().generate().map(drop), script().update_crate()];
    done.map(|done| done.expect_err("wrong docs").to_string())
}

#[test]
fn every_subcommand_rejects_wrong_docs() {
    for (state, spoil, words) in WRONG {
        let project = project();
        spoil(&project);
        let before = project.files(".");
        for verb in VERBS {
            let ran = project.run_on("# Things\n\nWords.\n", verb);
            assert_eq!(ran.code, 101, "{state}, {verb:?}: {ran:?}");
            for word in words {
                let is_said = ran.err.contains(word);
                assert!(is_said, "{state}, {verb:?} lacks `{word}`: {ran:?}");
            }
            let is_same = project.files(".") == before;
            assert!(is_same, "{state}: {verb:?} wrote something");
        }
        for said in builds(project.path()) {
            let last = words.last().expect("what to do");
            let last = last.replace("--init docs", "--init");
            let said = said.replace(&*project.path().to_string_lossy(), "PROJECT");
            let is_helpful = said.contains(&last) || said.contains("git -C PROJECT submodule");
            assert!(is_helpful, "{state}: {said}");
        }
        let is_same = project.files(".") == before;
        assert!(is_same, "{state}: a build script wrote something");
    }
}

/// What is wrong with a pinned revision, and whether only subcommands that read the pages report it.
type WrongPin = (&'static str, fn(&Pinned), &'static [&'static str], bool);

const WRONG_PINS: [WrongPin; 5] = [
    (
        "a folder that was moved",
        |pinned| pinned.repo("mv api-reference reference"),
        &[
            "it has no `api-reference/v1.0/resources`",
            "correct the path",
        ],
        false,
    ),
    (
        "a folder without pages",
        |pinned| {
            let pages = PAGES.trim_start_matches("repo/");
            pinned.repo(&format!("rm -r --quiet {pages}"));
            pinned.write(&format!("{PAGES}/readme.txt"), "# x");
        },
        &[
            "api-reference/v1.0/resources`: found no page",
            "correct the `paths`",
        ],
        false,
    ),
    (
        "a submodule",
        |pinned| {
            let path = "api-reference/v1.0/resources/more";
            let link = format!("160000,{},{path}", "a".repeat(40));
            pinned.repo(&format!("update-index --add --cacheinfo {link}"));
            pinned.write(&format!("repo/{path}/.keep"), "");
        },
        &["resources/more` is a submodule", "correct the path"],
        false,
    ),
    (
        "two versions of an API",
        |pinned| {
            let text = pinned.read(&format!("{PAGES}/thing.md"));
            let beta = format!("{PAGES}/beta/resources/thing.md");
            pinned.write(&beta, &text);
            pinned.write(&beta.replace("beta", "v1.0"), &text);
        },
        &["another version of the API", "name the folder of one"],
        false,
    ),
    (
        "pages without a type",
        |pinned| {
            for name in ["thing", "box"] {
                pinned.write(&format!("{PAGES}/{name}.md"), "# Things\n");
            }
        },
        &["declare no type"],
        true,
    ),
];

#[test]
#[ignore = "slow: fetches five revisions again and again; .ci/run runs it"]
fn every_subcommand_rejects_wrong_pinned_docs() {
    for (state, spoil, words, is_of_readers) in WRONG_PINS {
        let pinned = Pinned::new();
        pinned.init(&pinned.url()).code(0);
        pinned.run("generate").code(0);
        let old = pinned.head();
        spoil(&pinned);
        pinned.repo("add --all --ignore-errors");
        pinned.repo("commit --quiet --message x");
        let new = pinned.head();
        let config = pinned.read("graphdoc.toml");
        let refused = |verb: &str| {
            let before = (pinned.files("crate"), pinned.read("graphdoc.toml"));
            let ran = pinned.run(verb);
            assert_eq!(ran.code, 101, "{state}, {verb:?}: {ran:?}");
            for word in words {
                let is_said = ran.err.contains(word);
                assert!(is_said, "{state}, {verb:?} lacks `{word}`: {ran:?}");
            }
            let after = (pinned.files("crate"), pinned.read("graphdoc.toml"));
            assert!(after == before, "{state}: {verb:?} wrote something");
        };
        // While the pin is still that of the crate.
        for verb in [
            "update",
            "update --check",
            &format!("update --to {new}"),
            &format!("diff {old} {new}"),
            &format!("diff {new} {old}"),
        ] {
            refused(verb);
        }
        pinned.write("graphdoc.toml", config.replace(&old, &new));
        for verb in [
            "fetch",
            "generate",
            "generate --check",
            "generate --out other",
            "update",
            "lint",
            "lint --write-baseline",
            "lint resources/thing.md",
            &format!("diff {old}"),
            "diff lock:crate/graphdoc.lock",
            "model",
            "facts",
        ] {
            if !(is_of_readers && verb == "fetch") {
                refused(verb);
            }
        }
    }
}

#[test]
fn submodule_names_are_not_part_of_commands() {
    for path in [
        "docs; touch x",
        "docs/$(touch x)",
        "docs/../../..",
        "docs/\u{1b}]0;x\u{7}",
        "docs/-x\" y",
        "/docs",
    ] {
        let project = project();
        project.git("init --quiet", DAY);
        let text = format!("[submodule \"pages\"]\n\tpath = {path}\n");
        project.write(".gitmodules", text);
        empty(&project, "docs");
        let ran = project.run("generate").code(101);
        ran.err.has("`docs`: found no page");
        assert!(!ran.err.contains("git submodule"), "{path}: {}", ran.err);
    }
}
