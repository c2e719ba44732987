//! Malicious addresses, revisions, repositories and folders.

use crate::{
    pinned_repository::{METADATA, PAGES, Pinned},
    sandbox::{Ran, Text},
};

#[test]
fn hostile_addresses_and_revisions_are_rejected() {
    let pinned = Pinned::new();
    let mark = pinned.path().join("mark");
    let touch = format!("touch {}", mark.display());
    let ext = format!("ext::sh -c {}", touch.replace(' ', "%20"));
    let pack = format!("--upload-pack={touch}");
    let (rev, url) = (pinned.head(), pinned.url());
    let other = pinned.path().join("repo");
    let other = other.to_str().unwrap();
    for (git, rev, branch, path) in [
        (ext.as_str(), rev.as_str(), "main", "docs"),
        (&pack, &rev, "main", "docs"),
        ("-u", &rev, "main", "docs"),
        (other, &rev, "main", "docs"),
        ("ssh://-oProxyCommand=id/x", &rev, "main", "docs"),
        (&url, "main", "main", "docs"),
        (&url, &pack, "main", "docs"),
        (&url, &rev, &pack, "docs"),
        (&url, &rev, "main", "../out"),
        (&url, &rev, "main", ".git/config"),
        (&url, &rev, "main", &pack),
    ] {
        pinned.pin(git, rev, path);
        pinned.edit(
            "graphdoc.toml",
            "rev =",
            &format!("branch = {branch:?}\nrev ="),
        );
        for verb in ["fetch", "generate", "update"] {
            let ran = pinned.run(verb).code(2);
            ran.err.has("graphdoc.toml");
        }
    }
    pinned.remove("graphdoc.toml");
    for url in [&ext, &pack, "-u"] {
        pinned.run(format!("init --git={url}")).code(2);
    }
    assert!(!mark.exists() && !pinned.exists("graphdoc.toml"));
}

#[test]
fn password_in_an_address_is_not_printed() {
    let pinned = Pinned::new();
    let rev = pinned.head();
    let refuse = |words: &str, code: i32| {
        let ran = pinned.run(words).code(code);
        assert!(!ran.said().contains("hunter2"), "{words:?}: {ran:?}");
        ran
    };
    for url in [
        "https://me:hunter2@127.0.0.1:1/docs",
        "https://hunter2@127.0.0.1:1/docs",
        "https://me:hunter2/x@127.0.0.1:1/docs",
        "https://127.0.0.1:1/docs?token=hunter2",
        "ssh://me:hunter2@127.0.0.1/docs",
        "me:hunter2@127.0.0.1:docs",
    ] {
        refuse(&format!("init --git {url}"), 2);
        for key in ["git", "gitt"] {
            pinned.pin(url, &rev, "api-reference");
            pinned.edit("graphdoc.toml", "git =", &format!("{key} ="));
            for verb in ["fetch", "generate", "update", "lint"] {
                refuse(verb, 2).err.has("graphdoc.toml");
            }
        }
        pinned.remove("graphdoc.toml");
    }
    // Nor one that the user's settings add.
    let settings = "[url \"http://me:hunter2@127.0.0.1:1/\"]\n\tinsteadOf = https://docs.invalid/\n\
                    [url \"git://me:hunter2@127.0.0.1:1/\"]\n\tinsteadOf = git://docs.invalid/\n";
    pinned.write("gitconfig", settings);
    for scheme in ["https", "git"] {
        pinned.pin(&format!("{scheme}://docs.invalid/docs"), &rev, "x");
        pinned.edit("graphdoc.toml", "rev =", "branch = \"main\"\nrev =");
        for verb in ["fetch", "update"] {
            let mut command = pinned.graphdoc();
            command.env("GIT_CONFIG_GLOBAL", pinned.path().join("gitconfig"));
            let ran = Ran::from(command.arg(verb).output().unwrap()).code(101);
            ran.err.lacks("hunter2");
        }
    }
}

#[test]
fn pinned_path_that_is_a_link_is_not_followed() {
    let pinned = Pinned::new();
    pinned.init(&pinned.url()).code(0);
    let text = pinned.read(&format!("{PAGES}/thing.md"));
    pinned.write("outside/v1.0/resources/thing.md", text);
    pinned.write("outside/own.csdl", METADATA);
    let outside = pinned.path().join("outside");
    let first = pinned.head();
    for (path, target, said) in [
        ("api-reference/v1.0/resources", "v1.0/resources", "a link"),
        ("api-reference", "", "it has no"),
        ("schemas/v1.0-Prod.csdl", "own.csdl", "a link"),
    ] {
        pinned.repo(&format!("rm -r --quiet {path}"));
        pinned.link(&format!("repo/{path}"), outside.join(target));
        let rev = pinned.commit();
        pinned.edit("graphdoc.toml", &first, &rev);
        for verb in ["fetch", "generate", "model"] {
            let ran = pinned.run(verb).code(101);
            assert!(ran.err.contains(said), "{path}: {}", ran.err);
        }
        assert!(!pinned.exists("crate"));
        pinned.repo(&format!("reset --quiet --hard {first}"));
        pinned.edit("graphdoc.toml", &rev, &first);
    }
}

#[test]
fn folder_that_resembles_the_cache_has_no_revision() {
    let pinned = Pinned::new();
    let text = pinned.read(&format!("{PAGES}/thing.md"));
    pinned.write("forged/files/resources/thing.md", text);
    let rev = "a".repeat(40);
    let list = format!("git https://github.com/microsoftgraph/docs\nrev {rev}\ndate 2026-01-01\n");
    pinned.write("forged/graphdoc.fetched", list);
    let docs = "generate --docs forged/files --out crate";
    pinned.run(docs).code(0);
    for file in ["graphdoc.lock", "README.md", "NOTICE", "src/lib.rs"] {
        let text = pinned.read(&format!("crate/{file}"));
        assert!(!text.contains(&rev), "{file}");
    }
}
