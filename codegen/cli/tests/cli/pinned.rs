//! Docs of a pinned revision, in a repository made here that is served from a folder or by `git daemon`.

use std::{
    fs,
    process::{Child, Stdio},
};

use crate::{
    pinned_repository::{Daemon, PAGES, Pinned},
    sandbox::{DAY, Ran, Sandbox, Text},
};

/// The folder of pages as it is called in the repository.
const RESOURCES: &str = "api-reference/v1.0/resources";

#[test]
fn pinned_docs_become_a_crate_in_three_commands() {
    let pinned = Pinned::new();
    let daemon = Daemon::start(&pinned);
    for url in [pinned.url(), daemon.1.clone()] {
        let _ = fs::remove_file(pinned.path().join("graphdoc.toml"));
        let _ = fs::remove_dir_all(pinned.path().join("crate"));
        pinned.init(&url).code(0);
        let fetched = pinned.run("fetch").code(0);
        let (told, _) = fetched.out.split_once(" bytes fetched\n").unwrap();
        let (_, bytes) = told.rsplit_once(": ").unwrap();
        let bytes: u64 = bytes.parse().unwrap();
        // A page of 1 MiB was not asked for.
        assert!((1..100_000).contains(&bytes), "{bytes}");
        pinned.run("generate").code(0);
        let rev = pinned.head();
        for file in ["graphdoc.lock", "README.md", "NOTICE", "src/lib.rs"] {
            let text = pinned.read(&format!("crate/{file}"));
            for part in [rev.as_str(), "2021-07-16", url.as_str()] {
                assert!(text.contains(part), "{file} lacks {part}");
            }
        }
        let readme = pinned.read("crate/README.md");
        readme.has(format!("| metadata revision | {rev} |"));
        let lock = pinned.read("crate/graphdoc.lock");
        lock.has(format!(" metadata {rev} 2021-07-16 {url}\n"));
        pinned.run("generate --check --locked").code(0);
    }
}

#[test]
fn fetched_docs_need_no_network() {
    let pinned = Pinned::new();
    pinned.init(&pinned.url()).code(0);
    let ran = pinned.run("generate --offline").code(101);
    ran.err.has("graphdoc fetch");
    pinned.run("fetch").code(0);
    pinned.gone();
    for verb in [
        "generate",
        "generate --offline",
        "model",
        "lint --offline",
        "facts",
        "update --offline --check",
        "fetch --offline",
        "diff lock:crate/graphdoc.lock --offline",
    ] {
        let ran = pinned.run(verb);
        let is_ok = ran.code == 0 || verb.starts_with("lint") && ran.code == 100;
        assert!(is_ok, "{verb:?}: {ran:?}");
    }
    // Moving the pin requires a request.
    let ran = pinned.run("update").code(101);
    ran.err.has("cannot ask");
}

#[test]
fn update_changes_only_the_revision_in_the_file() {
    let pinned = Pinned::new();
    pinned.init(&pinned.url()).code(0);
    pinned.run("generate").code(0);
    pinned.edit("graphdoc.toml", "branch =", "# ours\nbranch =");
    let config = pinned.read("graphdoc.toml");
    let old = pinned.head();
    pinned.page("thing", "size|Int32|How much.|\n|weight");
    let new = pinned.commit();

    let before = pinned.files("crate");
    let check = pinned.run("update --check").code(0);
    check.out.has("weight");
    assert!(pinned.files("crate") == before && pinned.read("graphdoc.toml") == config);
    let locked = pinned.run("update --locked").code(101);
    locked.err.has("--locked");

    pinned.run("update").code(0);
    assert_eq!(pinned.read("graphdoc.toml"), config.replace(&old, &new));
    pinned.read("crate/README.md").has(&new);
    pinned.run("generate --check").code(0);
    // Two revisions of the pinned repository, and back to the first.
    let diff = pinned.run(format!("diff {old} {new}")).code(0);
    diff.out.has("weight");
    let back = format!("update --to {old} --fail-on dangerous");
    let refused = pinned.run(back).code(100);
    refused.err.has("--accept");
    pinned.read("graphdoc.toml").has(&new);
    let back = format!("update --to {old} --fail-on never");
    pinned.run(back).code(0);
    pinned.read("graphdoc.toml").has(&old);
}

#[test]
fn autocrlf_does_not_change_pinned_pages() {
    let pinned = Pinned::new();
    pinned.write("gitconfig", "[core]\n\tautocrlf = true\n\teol = crlf\n");
    let run = |words: &str| {
        let mut command = pinned.graphdoc();
        command.env("GIT_CONFIG_GLOBAL", pinned.path().join("gitconfig"));
        Ran::of(command, words).code(0)
    };
    pinned.init(&pinned.url()).code(0);
    pinned.edit("graphdoc.toml", "\n", "\r\n");
    let config = pinned.read("graphdoc.toml");
    run("generate");
    let page = fs::read_to_string(pinned.cached_file("thing.md")).unwrap();
    assert!(!page.contains('\r'));
    let old = pinned.head();
    pinned.page("thing", "weight");
    let new = pinned.commit();
    run("update --fail-on never");
    assert_eq!(pinned.read("graphdoc.toml"), config.replace(&old, &new));
}

#[test]
fn crate_of_another_revision_is_out_of_date() {
    let pinned = Pinned::new();
    pinned.init(&pinned.url()).code(0);
    pinned.run("generate").code(0);
    let old = pinned.head();
    pinned.page("box", "height");
    pinned.edit("graphdoc.toml", &old, &pinned.commit());
    let before = pinned.files("crate");
    let ran = pinned.run("generate --locked").code(101);
    ran.err.has("graphdoc.lock");
    assert!(pinned.files("crate") == before);
}

#[test]
fn damaged_cache_is_fetched_again() {
    type Damage = fn(&Pinned, &std::path::Path);
    let damages: [Damage; 4] = [
        |_, page| fs::write(page, "cut off").unwrap(),
        |_, page| fs::remove_file(page).unwrap(),
        |_, page| fs::write(page.with_file_name("foreign.md"), "# x").unwrap(),
        |pinned, _| {
            fs::write(pinned.cached_file("graphdoc.fetched"), "git ").unwrap();
        },
    ];
    let pinned = Pinned::new();
    pinned.init(&pinned.url()).code(0);
    pinned.run("generate").code(0);
    let whole = pinned.files("cache");
    for damage in damages {
        damage(&pinned, &pinned.cached_file("thing.md"));
        pinned.run("fetch --offline").code(101);
        let fetched = pinned.run("fetch").code(0);
        fetched.out.has("bytes fetched");
        assert!(pinned.files("cache") == whole);
        pinned.run("generate --check --offline").code(0);
    }
    // What a killed run left behind is useless, and the next run removes it.
    let repo = pinned.cached()[0]
        .ancestors()
        .find(|path| path.parent() == Some(&pinned.path().join("cache")))
        .unwrap()
        .to_owned();
    let left = repo.join(".x.graphdoc-0123456789ab.tmp");
    fs::create_dir_all(left.join("files/.git")).unwrap();
    fs::remove_file(pinned.cached_file("box.md")).unwrap();
    pinned.run("fetch").code(0);
    assert!(!left.exists() && pinned.files("cache") == whole);
}

#[test]
fn concurrent_runs_fetch_once() {
    let pinned = Pinned::new();
    pinned.init(&pinned.url()).code(0);
    let run = || {
        let mut fetch = pinned.graphdoc();
        fetch
            .arg("fetch")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        fetch.spawn().unwrap()
    };
    let runs: Vec<Child> = (0..4).map(|_| run()).collect();
    let ended = runs.into_iter().map(|run| run.wait_with_output().unwrap());
    let mut outputs: Vec<String> = ended.map(|ended| Ran::from(ended).code(0).out).collect();
    outputs.retain(|out| {
        out.lines()
            .next()
            .is_some_and(|line| line.contains("bytes fetched"))
    });
    assert_eq!(outputs.len(), 1, "{outputs:?}");
}

#[test]
fn incomplete_repositories_are_reported() {
    let pinned = Pinned::new();
    let rev = pinned.head();
    pinned.repo("tag --annotate --message x v1");
    let tag = Ran::of(pinned.command("git"), "-C repo rev-parse v1").out;
    let absent = "0123456789012345678901234567890123456789";
    let nowhere = format!("file://{}/nowhere", pinned.path().display());
    let url = pinned.url();
    for (git, rev, path, said) in [
        (&url, absent, "api-reference", "cannot fetch"),
        (&url, &rev, "api-reference/v9", "has no `api-reference/v9`"),
        (&nowhere, &rev, "api-reference", "cannot fetch"),
        (&url, tag.trim(), "api-reference", "no commit"),
    ] {
        pinned.pin(git, rev, path);
        let ran = pinned.run("generate").code(101);
        ran.err.has(said);
        assert!(pinned.cached().is_empty() && !pinned.exists("crate"));
    }
    // A shallow repository has this revision, and a server without filters sends everything.
    let clone = format!("clone --quiet --depth=1 {} shallow", pinned.url());
    pinned.git(&clone, DAY);
    let shallow = pinned.url().replace("/repo", "/shallow");
    pinned.pin(&shallow, &rev, RESOURCES);
    pinned.run("generate").code(0);
}

#[test]
fn init_without_a_network_pins_nothing() {
    let pinned = Pinned::new();
    let nowhere = format!("file://{}/nowhere", pinned.path().display());
    let ran = pinned.init(&nowhere).code(0);
    ran.err.has("no revision of");
    ran.err.has("pinned");
    let ran = pinned.run("generate").code(101);
    ran.err.has("graphdoc update");
    let text = pinned.read("graphdoc.toml");
    assert!(!text.lines().any(|line| line.starts_with("rev")), "{text}");
    pinned.edit("graphdoc.toml", &nowhere, &pinned.url());
    pinned.edit("graphdoc.toml", "\"master\"", "\"main\"");
    pinned.run("update").code(0);
    pinned.read("graphdoc.toml").has(pinned.head());
    pinned.run("generate").code(0);
    // What exists is not overwritten.
    pinned.init(&pinned.url()).code(2);
}

#[test]
fn build_script_reads_the_cache_without_fetching() {
    use graphdoc_codegen::{
        Generator,
        unstable::source::pinned::{Cache, Pin},
    };
    let pinned = Pinned::new();
    let pin = Pin {
        git: pinned.url(),
        rev: Some(pinned.head()),
        branch: None,
        paths: vec![RESOURCES.to_owned()],
    };
    // The cache of this machine does not have the repositories of tests.
    assert!(Cache::find().unwrap().read(&pin).is_none());
    let generator = Generator::default().source(pin).out_dir(pinned.path());
    let error = generator.generate().unwrap_err().to_string();
    error.has("run `graphdoc fetch`");
}

#[test]
fn diff_with_two_sides_ignores_the_pins() {
    let pinned = Pinned::new();
    pinned.init(&pinned.url()).code(0);
    let row = "|size|Int32|How much.|";
    let rows = "|size|Int32|How much.|\n|weight|Int32|How much.|";
    for (side, rows) in [("old", row), ("new", rows)] {
        pinned.add_page(side, "thing", rows, "\"size\": 1");
        let out = format!("crate-{side}");
        let words = format!("generate --docs {side} --out {out}");
        pinned.run(words).code(0);
    }
    pinned.gone();
    for sides in [
        "old new",
        "lock:crate-old/graphdoc.lock lock:crate-new/graphdoc.lock",
    ] {
        for more in ["", "--offline"] {
            let ran = pinned.run(format!("diff {sides} {more}")).code(0);
            ran.out.has("weight");
        }
        assert!(pinned.cached().is_empty());
    }
    // What is missing must be fetched, and is never looked up in the repository of the project.
    Sandbox::commit(&pinned, "old");
    for side in ["HEAD", "main", "nowhere"] {
        let ran = pinned.run(format!("diff {side} new")).code(101);
        ran.err.has("a commit of file://");
    }
    let unknown = "a".repeat(40);
    pinned.run(format!("diff {unknown} new")).code(101);
}

#[test]
fn pinned_commit_has_the_pages_of_all_paths() {
    let pinned = Pinned::new();
    let row = "|size|Int32|How much.|";
    pinned.add_page("repo/more", "more", row, "\"size\": 1");
    let old = pinned.commit();
    let rows = format!("{row}\n|weight|Int32|How much.|");
    pinned.add_page("repo/more", "more", &rows, "\"size\": 1");
    let new = pinned.commit();
    pinned.init(&pinned.url()).code(0);
    let one = format!("\"{RESOURCES}\"");
    let both = format!("{one}, \"more/resources\"");
    pinned.edit("graphdoc.toml", &one, &both);
    for sides in [format!("{old} {new}"), old] {
        let ran = pinned.run(format!("diff {sides}")).code(0);
        ran.out.has("weight");
    }
}

#[test]
fn pages_are_fetched_in_one_request() {
    let pinned = Pinned::new();
    for at in 0..40 {
        pinned.page(&format!("thing{at}"), "size");
    }
    pinned.commit();
    let daemon = Daemon::start(&pinned);
    pinned.init(&daemon.1).code(0);
    let before = Daemon::requests(&pinned);
    pinned.run("fetch").code(0);
    let requests = Daemon::requests(&pinned) - before;
    // The commit and the files, for the docs and the metadata.
    assert!((2..=4).contains(&requests), "{requests}");
    let mut pages = pinned.cached();
    pages.retain(|path| path.to_string_lossy().contains(RESOURCES));
    assert_eq!(pages.len(), 42);
}

#[test]
fn unusual_paths_and_commit_ids_can_be_pinned() {
    for (format, digits) in [("sha1", 40), ("sha256", 64)] {
        let pinned = Pinned::new();
        pinned.remove("repo/.git");
        let format = format!("--object-format={format}");
        pinned.repo(&format!("init --quiet --initial-branch=main {format}"));
        let text = pinned.read(&format!("{PAGES}/thing.md"));
        let hostile = "a [b] *c? !d #e\u{e9}";
        for name in [hostile, "a b cd de"] {
            pinned.write(&format!("repo/{name}/resources/thing.md"), &text);
        }
        let rev = pinned.commit();
        assert_eq!(rev.len(), digits);
        let url = pinned.url();
        pinned.pin(&url, &rev, &format!("{hostile}//resources/"));
        pinned.run("generate").code(0);
        let pages = pinned.cached();
        let pages = pages.iter().filter(|path| path.ends_with("thing.md"));
        let pages: Vec<_> = pages.map(|path| path.display().to_string()).collect();
        assert!(pages.len() == 1 && pages[0].contains(hostile), "{pages:?}");
    }
}

#[test]
fn unusable_pinned_pages_are_reported_with_their_place() {
    let pinned = Pinned::new();
    let page = format!("{PAGES}/thing.md");
    let verbs = [
        "generate",
        "generate --quiet",
        "generate --check",
        "lint",
        "lint --quiet",
        "model",
    ];
    // The folder of an entry is named after its revision.
    let told = |rev: &str, words: &str, codes: &[i32]| {
        let config = pinned.read("graphdoc.toml");
        let old = config.split('"').find(|word| word.len() == 40);
        let config = config.replace(old.expect("a revision"), rev);
        pinned.write("graphdoc.toml", config);
        pinned.run("fetch").code(0);
        for verb in verbs {
            let ran = pinned.run(verb);
            assert!(codes.contains(&ran.code), "{verb:?}: {ran:?}");
            let told = [ran.out, ran.err].concat();
            let mut lines = told
                .lines()
                .filter(|line| line.contains("resources/thing.md"));
            let is_whole = |line: &str| line.contains(rev) && line.contains("cache/");
            assert!(lines.any(is_whole), "{verb:?}: {told}");
            assert!(told.contains(words), "{verb:?}: {told}");
        }
    };
    pinned.init(&pinned.url()).code(0);
    pinned.write(&page, b"# thing\nth\xe4ng\n");
    told(&pinned.commit(), "UTF-8", &[101]);
    assert!(!pinned.exists("crate"));
    pinned.remove(&page);
    pinned.link(&page, "../../../other/large.md");
    told(&pinned.commit(), "[link-not-followed]", &[100]);
}
