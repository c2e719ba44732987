//! Git runs with our own settings: nothing that a checkout, a hook or the environment says is executed or believed.

#![cfg(unix)]

use std::{
    ffi::OsString,
    fs::{self, Permissions},
    os::unix::{ffi::OsStringExt, fs::PermissionsExt},
    path::PathBuf,
};

use crate::sandbox::{self, DAY, GRAPHDOC, Ran, Sandbox, Text, page};

/// Compares the commit with what is checked out.
const DIFF: &str = "diff HEAD repo/docs --docs repo/docs";

/// Configures git in a repository; the value may contain spaces.
fn configure(sandbox: &Sandbox, repository: &str, key: &str, value: &str) {
    let mut git = sandbox.command("git");
    git.args(["-C", repository, "config", key, value]);
    Ran::of(git, "").code(0);
}

/// Returns the output of git here.
fn git(sandbox: &Sandbox, words: &str, input: &str) -> String {
    let ran = sandbox::run_on(sandbox.command("git"), input, words);
    ran.code(0).out.trim().to_owned()
}

/// A checkout in `repo` whose last commit removes a property, and whose commit before that has a page `box` and a
/// signature.
fn checkout() -> Sandbox {
    let sandbox = Sandbox::with_docs();
    fs::create_dir(sandbox.path().join("repo")).expect("a folder");
    sandbox.rename("docs", "repo/docs");
    let run = |words: &str| sandbox.git(&format!("-C repo {words}"), DAY);
    run("init --quiet");
    run("add .");
    run("commit --quiet -m one");
    let plain = git(&sandbox, "-C repo cat-file commit HEAD", "");
    let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n";
    let signed = plain.replacen("\n\n", &format!("\n{signature}"), 1) + "\n";
    let words = "-C repo hash-object -t commit -w --stdin";
    let id = git(&sandbox, words, &signed);
    run(&format!("reset --quiet --hard {id}"));
    sandbox
}

/// A program that leaves a mark when it runs, and prints what must not appear.
fn evil(sandbox: &Sandbox) -> PathBuf {
    let (program, mark) = (sandbox.path().join("evil"), mark(sandbox));
    let script = format!("echo \"$0 $*\" >> {}\necho EVIL\n", mark.display());
    sandbox.write("evil", format!("#!/bin/sh\n{script}"));
    fs::set_permissions(&program, Permissions::from_mode(0o755)).expect("permissions");
    program
}

fn mark(sandbox: &Sandbox) -> PathBuf {
    sandbox.path().join("it-ran")
}

#[track_caller]
fn nothing_ran(sandbox: &Sandbox) {
    let ran = fs::read_to_string(mark(sandbox)).unwrap_or_default();
    assert_eq!(ran, "", "a program of the checkout ran");
}

/// Settings of a checkout that run a program if git is called carelessly.
fn attack(sandbox: &Sandbox) {
    let evil = evil(sandbox);
    let program = evil.display().to_string();
    let hooks = sandbox.path().join("hooks");
    fs::create_dir(&hooks).expect("a folder");
    let after = ["post-index-change", "post-checkout"];
    let before = ["reference-transaction", "pre-auto-gc"];
    for hook in [after, before].concat() {
        fs::copy(&evil, hooks.join(hook)).expect("a file");
    }
    sandbox.write("repo/.git/info/attributes", "* diff=evil filter=evil\n");
    let shell = format!("!{program}");
    for (key, value) in [
        ("log.showSignature", "true"),
        ("gpg.program", &*program),
        ("gpg.openpgp.program", &program),
        ("core.fsmonitor", &program),
        ("core.pager", &program),
        ("pager.log", &program),
        ("pager.rev-list", &program),
        ("core.sshCommand", &program),
        ("core.askPass", &program),
        ("core.hooksPath", &hooks.display().to_string()),
        ("diff.external", &program),
        ("diff.evil.textconv", &program),
        ("diff.evil.command", &program),
        ("filter.evil.smudge", &program),
        ("filter.evil.clean", &program),
        ("filter.evil.process", &program),
        ("filter.evil.required", "true"),
        ("alias.log", &shell),
        ("alias.rev-list", &shell),
        ("alias.rev-parse", &shell),
        ("alias.ls-tree", &shell),
        ("alias.cat-file", &shell),
        ("credential.helper", &shell),
        ("color.ui", "always"),
        ("format.pretty", "EVIL"),
        ("log.date", "relative"),
    ] {
        configure(sandbox, "repo", key, value);
    }
    let careless = Ran::of(sandbox.command("git"), "-C repo status");
    assert!(mark(sandbox).exists(), "git runs nothing: {careless:?}");
    fs::remove_file(mark(sandbox)).expect("a file");
}

/// Asserts that the lock names the revision of the docs.
#[track_caller]
fn has_revision(sandbox: &Sandbox, folder: &str) {
    let lock = sandbox.read(&format!("{folder}/graphdoc.lock"));
    let line = lock.lines().find_map(|line| line.strip_prefix("docs "));
    let line = line.unwrap_or_else(|| panic!("no revision: {}", &lock[..200]));
    let (id, day) = line.split_once(' ').expect("two fields");
    let is_id = id.bytes().all(|byte| byte.is_ascii_hexdigit()) && id.len() >= 7;
    assert!(is_id, "{line}");
    assert_eq!(day, "2021-07-16", "{line}");
}

#[test]
fn git_settings_of_a_checkout_are_ignored() {
    let sandbox = checkout();
    attack(&sandbox);
    sandbox.run("generate --out crate --docs repo/docs").code(0);
    has_revision(&sandbox, "crate");
    sandbox.read("crate/README.md").lacks("EVIL");
    sandbox.read("crate/README.md").lacks("gpg");
    sandbox.run(DIFF).code(0);
    sandbox.remove("repo/docs/resources/thing.md");
    sandbox.run(DIFF).code(100);
    let changelog = sandbox.run(format!("{DIFF} --message-format changelog"));
    changelog.out.lacks("EVIL");
    sandbox.run("generate --docs repo/docs --out crate --prune");
    nothing_ran(&sandbox);
}

#[test]
fn git_environment_variables_are_ignored() {
    let sandbox = checkout();
    let evil = evil(&sandbox).display().to_string();
    sandbox.remove("repo/docs/resources/thing.md");
    // Another repository, whose pages are the current ones: compared with these, nothing breaks.
    sandbox.git("clone --quiet repo other", DAY);
    sandbox.git("-C other rm --quiet docs/resources/thing.md", DAY);
    sandbox.git("-C other commit --quiet -m less", DAY);
    let path = |name: &str| sandbox.path().join(name).display().to_string();
    let mut command = sandbox.command(GRAPHDOC);
    for (name, value) in [
        ("GIT_DIR", path("other/.git")),
        ("GIT_COMMON_DIR", path("other/.git")),
        ("GIT_WORK_TREE", path("other")),
        ("GIT_INDEX_FILE", path("other/.git/index")),
        ("GIT_OBJECT_DIRECTORY", path("other/.git/objects")),
        ("GIT_PREFIX", "docs/".to_owned()),
        ("GIT_NAMESPACE", "x".to_owned()),
        ("GIT_PAGER", evil.clone()),
        ("GIT_EXTERNAL_DIFF", evil.clone()),
        ("GIT_SSH_COMMAND", evil.clone()),
        ("GIT_CONFIG_COUNT", "1".to_owned()),
        ("GIT_CONFIG_KEY_0", "core.fsmonitor".to_owned()),
        ("GIT_CONFIG_VALUE_0", evil.clone()),
        (
            "GIT_CONFIG_PARAMETERS",
            format!("'log.showSignature=true' 'gpg.program={evil}'"),
        ),
        ("GIT_CEILING_DIRECTORIES", path("repo")),
        ("GIT_LITERAL_PATHSPECS", "0".to_owned()),
        ("GIT_TRACE", path("trace")),
    ] {
        command.env(name, value);
    }
    Ran::of(command, DIFF).code(100);
    nothing_ran(&sandbox);
    assert!(!sandbox.exists("trace"));
}

#[test]
fn hook_of_a_linked_worktree_compares_the_named_sides() {
    let sandbox = checkout();
    sandbox.git("clone --quiet repo other", DAY);
    sandbox.git("-C other worktree add --quiet ../linked", DAY);
    // The docs to compare are in `repo`; the hook runs in a worktree of `other`.
    sandbox.remove("repo/docs/resources/thing.md");
    sandbox.git("-C linked rm --quiet docs/resources/thing.md", DAY);
    let docs = sandbox.path().join("repo/docs");
    let hook = format!(
        "#!/bin/sh\n{GRAPHDOC} diff HEAD {docs} --docs {docs} > /dev/null 2>&1\necho $? > {code}\n",
        docs = docs.display(),
        code = sandbox.path().join("code").display()
    );
    sandbox.write("other/.git/hooks/post-commit", hook);
    let file = sandbox.path().join("other/.git/hooks/post-commit");
    fs::set_permissions(file, Permissions::from_mode(0o755)).expect("permissions");
    sandbox.git("-C linked commit --quiet -m less", DAY);
    assert_eq!(sandbox.read("code"), "100\n");
}

#[test]
fn partial_clone_does_not_fetch() {
    let sandbox = checkout();
    let url = format!("file://{}", sandbox.path().join("repo").display());
    git(&sandbox, "-C repo config uploadpack.allowFilter true", "");
    let words = format!("clone --quiet --no-checkout --filter=blob:none {url} partial");
    git(&sandbox, &words, "");
    let evil = format!("ext::{} %S", evil(&sandbox).display());
    for (key, value) in [
        ("remote.origin.url", &*evil),
        ("protocol.ext.allow", "always"),
        ("protocol.allow", "always"),
    ] {
        configure(&sandbox, "partial", key, value);
    }
    sandbox.add_docs();
    sandbox.rename("docs", "partial/docs");
    let mut command = sandbox.command(GRAPHDOC);
    command.env("GIT_ALLOW_PROTOCOL", "ext");
    Ran::of(command, DIFF.replace("repo", "partial")).code(101);
    nothing_ran(&sandbox);
}

#[test]
fn shallow_clone_is_compared_and_dated() {
    let sandbox = checkout();
    let url = format!("file://{}", sandbox.path().join("repo").display());
    sandbox.git(&format!("clone --quiet --depth=1 {url} shallow"), DAY);
    let generate = "generate --out crate --docs shallow/docs";
    sandbox.run(generate).code(0);
    has_revision(&sandbox, "crate");
    sandbox.run(DIFF.replace("repo", "shallow")).code(0);
}

#[test]
fn crate_in_a_new_folder_names_the_revision_of_the_docs() {
    let sandbox = checkout();
    for folder in ["new", "new-too/deep/er", "./dot"] {
        let generate = format!("generate --out {folder} --docs repo/docs");
        sandbox.run(generate).code(0);
        has_revision(&sandbox, folder);
    }
}

#[test]
fn revision_like_an_option_is_rejected() {
    let sandbox = checkout();
    for spec in ["--all", "-1", "--output=written", "--end-of-options"] {
        let ran = sandbox.run(format!("diff --docs repo/docs -- {spec} repo/docs"));
        assert_eq!(ran.code, 101, "{spec} {ran:?}");
    }
    assert!(!sandbox.exists("written") && !sandbox.exists("repo/written"));
}

/// Commits a page with this name, and then deletes it on disk.
fn commit_page(sandbox: &Sandbox, name: Vec<u8>) {
    let name = OsString::from_vec(name);
    let path = sandbox.path().join("repo/docs/resources").join(name);
    fs::write(&path, page("more", "", "\"x\": 1")).expect("a page");
    sandbox.git("-C repo add .", DAY);
    sandbox.git("-C repo commit --quiet -m more", DAY);
    fs::remove_file(path).expect("a page");
}

#[test]
fn unusual_file_names_in_a_revision_are_read_or_rejected() {
    for (name, code) in [
        ("a\"b\\ \u{e9}'$(x).md".into(), 100),
        ("a*[b]?.md".into(), 100),
        (":(glob)x.md".into(), 100),
        ("a\ncargo::rustc-env=x.md".into(), 101),
        ("a\tb.md".into(), 101),
        ("a\u{1b}[31m.md".into(), 101),
        (b"a\xff.md".to_vec(), 101),
    ] {
        let sandbox = checkout();
        let shown = String::from_utf8_lossy(&name).into_owned();
        commit_page(&sandbox, name);
        let ran = sandbox.run(DIFF);
        assert_eq!(ran.code, code, "{shown:?} {ran:?}");
        ran.err.is_printable();
    }
}

#[test]
fn git_replacements_are_ignored() {
    let sandbox = checkout();
    let empty = git(&sandbox, "-C repo hash-object -w --stdin", "# nothing\n");
    let page = "-C repo rev-parse HEAD:docs/resources/thing.md";
    let there = git(&sandbox, page, "");
    git(&sandbox, &format!("-C repo replace {there} {empty}"), "");
    sandbox.run(DIFF).code(0);
}

#[test]
fn submodules_are_reported_as_not_read() {
    let sandbox = checkout();
    let run = |words: &str| sandbox.git(&format!("-C repo {words}"), DAY);
    let id = git(&sandbox, "-C repo rev-parse HEAD", "");
    for (path, code) in [("docs/resources/more", 101), ("tools/own", 0)] {
        let link = format!("160000,{id},{path}");
        run(&format!("update-index --add --cacheinfo {link}"));
        run(&format!("commit --quiet -m {path}"));
        let ran = sandbox.run("diff --docs repo HEAD~1 HEAD").code(code);
        assert_eq!(ran.err.contains("as a submodule"), code == 101, "{ran:?}");
        run("reset --quiet HEAD~1");
    }
}

#[test]
fn git_grafts_are_ignored() {
    let sandbox = checkout();
    let page = "repo/docs/resources/thing.md";
    sandbox.edit(page, "|size|Int32|", "|size|Int64|");
    sandbox.git("-C repo commit --quiet -am more", DAY);
    let words = "diff HEAD~1 repo/docs --docs repo/docs";
    let before = sandbox.run(words);
    assert!(before.out.contains("Int64"), "{}{}", before.out, before.err);
    let head = git(&sandbox, "-C repo rev-parse HEAD", "");
    sandbox.write("repo/.git/info/grafts", head + "\n");
    assert_eq!(sandbox.run(words).out, before.out);
}
