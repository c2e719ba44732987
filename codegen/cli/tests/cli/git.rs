//! Git runs with our own settings: nothing that a checkout, a hook or the environment says is executed or believed.

#![cfg(unix)]

use std::{
    fs::{self, Permissions},
    io::Write,
    os::unix::{ffi::OsStringExt, fs::PermissionsExt},
    path::PathBuf,
    process::Stdio,
};

use crate::sandbox::{self, GRAPHDOC, Ran, Sandbox, Text, page};

const DATE: &str = "2022-02-03T12:00:00Z";

/// Configures git in a repository; the value may contain spaces.
fn configure(sandbox: &Sandbox, repository: &str, key: &str, value: &str) {
    let mut git = sandbox.command("git");
    git.args(["-C", repository, "config", key, value]);
    Ran::of(git, "").code(0);
}

/// Returns the output of git here.
fn git(sandbox: &Sandbox, words: &str, input: &str) -> String {
    let mut git = sandbox.command("git");
    git.args(["-c", "user.name=a", "-c", "user.email=a@b"]);
    git.args(sandbox::words(words));
    git.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut git = git.spawn().expect("git runs");
    let mut stdin = git.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("a pipe");
    drop(stdin);
    let output = git.wait_with_output().expect("git ends");
    assert!(output.status.success(), "{words:?}");
    String::from_utf8(output.stdout)
        .expect("text")
        .trim()
        .to_owned()
}

/// A checkout in `repo` whose last commit removes a property, and whose commit before that has a page `box` and a
/// signature.
fn checkout() -> Sandbox {
    let sandbox = Sandbox::empty();
    sandbox.add_docs();
    fs::create_dir(sandbox.path().join("repo")).expect("a folder");
    fs::rename(
        sandbox.path().join("docs"),
        sandbox.path().join("repo/docs"),
    )
    .expect("a folder");
    let run = |words: &str| sandbox.git(&format!("-C repo {words}"), DATE);
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
    fs::write(
        &program,
        format!(
            "#!/bin/sh\necho \"$0 $*\" >> {}\necho EVIL\n",
            mark.display()
        ),
    )
    .expect("a file");
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
    for hook in [
        "post-index-change",
        "post-checkout",
        "reference-transaction",
        "pre-auto-gc",
    ] {
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
}

/// Returns the line of the lock that names the revision of the docs, which must have this form.
#[track_caller]
fn revision(sandbox: &Sandbox, folder: &str) -> String {
    let lock = sandbox.read(&format!("{folder}/graphdoc.lock"));
    let line = lock.lines().find_map(|line| line.strip_prefix("docs "));
    let line = line.unwrap_or_else(|| panic!("no revision: {}", &lock[..200]));
    let (id, day) = line.split_once(' ').expect("two fields");
    assert!(
        id.bytes().all(|byte| byte.is_ascii_hexdigit()) && id.len() >= 7,
        "{line}"
    );
    assert_eq!(day, "2022-02-03", "{line}");
    line.to_owned()
}

#[test]
fn git_settings_of_a_checkout_are_ignored() {
    let sandbox = checkout();
    attack(&sandbox);
    sandbox.run("generate --out crate --docs repo/docs").code(0);
    revision(&sandbox, "crate");
    sandbox.read("crate/README.md").lacks("EVIL");
    sandbox.read("crate/README.md").lacks("gpg");
    sandbox.run("diff HEAD repo/docs --docs repo/docs").code(0);
    fs::remove_file(sandbox.path().join("repo/docs/resources/thing.md")).expect("a page");
    sandbox
        .run("diff HEAD repo/docs --docs repo/docs")
        .code(100);
    let words = "diff HEAD repo/docs --docs repo/docs --message-format changelog";
    sandbox.run(words).out.lacks("EVIL");
    sandbox.run("generate --docs repo/docs --out crate --prune");
    nothing_ran(&sandbox);
}

#[test]
fn git_environment_variables_are_ignored() {
    let sandbox = checkout();
    let evil = evil(&sandbox).display().to_string();
    fs::remove_file(sandbox.path().join("repo/docs/resources/thing.md")).expect("a page");
    // Another repository, whose pages are the current ones: compared with these, nothing breaks.
    sandbox.git("clone --quiet repo other", DATE);
    sandbox.git("-C other rm --quiet docs/resources/thing.md", DATE);
    sandbox.git("-C other commit --quiet -m less", DATE);
    let path = |name: &str| sandbox.path().join(name).display().to_string();
    let mut command = sandbox.command(GRAPHDOC);
    command.args(["diff", "HEAD", "repo/docs", "--docs", "repo/docs"]);
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
    Ran::from(command.output().expect("runs")).code(100);
    nothing_ran(&sandbox);
    assert!(!sandbox.path().join("trace").exists());
}

#[test]
fn hook_of_a_linked_worktree_compares_the_named_sides() {
    let sandbox = checkout();
    sandbox.git("clone --quiet repo other", DATE);
    sandbox.git("-C other worktree add --quiet ../linked", DATE);
    // The docs to compare are in `repo`; the hook runs in a worktree of `other`.
    fs::remove_file(sandbox.path().join("repo/docs/resources/thing.md")).expect("a page");
    sandbox.git("-C linked rm --quiet docs/resources/thing.md", DATE);
    let docs = sandbox.path().join("repo/docs");
    let hook = format!(
        "#!/bin/sh\n{GRAPHDOC} diff HEAD {docs} --docs {docs} > /dev/null 2>&1\necho $? > {code}\n",
        docs = docs.display(),
        code = sandbox.path().join("code").display()
    );
    sandbox.write("other/.git/hooks/post-commit", hook);
    let file = sandbox.path().join("other/.git/hooks/post-commit");
    fs::set_permissions(file, Permissions::from_mode(0o755)).expect("permissions");
    sandbox.git("-C linked commit --quiet -m less", DATE);
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
    fs::rename(
        sandbox.path().join("docs"),
        sandbox.path().join("partial/docs"),
    )
    .expect("a folder");
    let docs = "partial/docs";
    let mut command = sandbox.command(GRAPHDOC);
    command
        .args(["diff", "HEAD", docs, "--docs", docs])
        .env("GIT_ALLOW_PROTOCOL", "ext");
    Ran::from(command.output().expect("runs")).code(101);
    nothing_ran(&sandbox);
}

#[test]
fn shallow_clone_is_compared_and_dated() {
    let sandbox = checkout();
    let url = format!("file://{}", sandbox.path().join("repo").display());
    sandbox.git(&format!("clone --quiet --depth=1 {url} shallow"), DATE);
    sandbox
        .run("generate --out crate --docs shallow/docs")
        .code(0);
    revision(&sandbox, "crate");
    sandbox
        .run("diff HEAD shallow/docs --docs shallow/docs")
        .code(0);
}

#[test]
fn relative_folder_missing_in_a_revision_names_the_revision() {
    let sandbox = checkout();
    for folder in ["new", "new-too/deep/er", "./dot"] {
        sandbox
            .run(format!("generate --out {folder} --docs repo/docs"))
            .code(0);
        revision(&sandbox, folder);
    }
}

#[test]
fn revision_like_an_option_is_rejected() {
    let sandbox = checkout();
    for spec in ["--all", "-1", "--output=written", "--end-of-options"] {
        let ran = sandbox.run(format!("diff --docs repo/docs -- {spec} repo/docs"));
        assert_eq!(ran.code, 101, "{spec} {} {}", ran.out, ran.err);
    }
    assert!(
        !sandbox.path().join("written").exists() && !sandbox.path().join("repo/written").exists()
    );
}

/// Commits a page with this name, and then deletes it on disk.
fn commit_page(sandbox: &Sandbox, name: Vec<u8>) {
    let path = sandbox
        .path()
        .join("repo/docs/resources")
        .join(std::ffi::OsString::from_vec(name));
    fs::write(&path, page("more", "", "\"x\": 1")).expect("a page");
    sandbox.git("-C repo add .", DATE);
    sandbox.git("-C repo commit --quiet -m more", DATE);
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
        let ran = sandbox.run("diff HEAD repo/docs --docs repo/docs");
        assert_eq!(ran.code, code, "{shown:?} {} {}", ran.out, ran.err);
        let is_shown = |c: char| c == '\n' || !c.is_control();
        assert!(ran.err.chars().all(is_shown), "{:?}", ran.err);
    }
}

#[test]
fn git_replacements_are_ignored() {
    let sandbox = checkout();
    let empty = git(&sandbox, "-C repo hash-object -w --stdin", "# nothing\n");
    let there = git(
        &sandbox,
        "-C repo rev-parse HEAD:docs/resources/thing.md",
        "",
    );
    git(&sandbox, &format!("-C repo replace {there} {empty}"), "");
    sandbox.run("diff HEAD repo/docs --docs repo/docs").code(0);
}

#[test]
fn submodules_are_reported_as_not_read() {
    let sandbox = checkout();
    let run = |words: &str| sandbox.git(&format!("-C repo {words}"), DATE);
    let id = git(&sandbox, "-C repo rev-parse HEAD", "");
    for (path, code) in [("docs/resources/more", 101), ("tools/own", 0)] {
        run(&format!(
            "update-index --add --cacheinfo 160000,{id},{path}"
        ));
        run(&format!("commit --quiet -m {path}"));
        let ran = sandbox.run("diff --docs repo HEAD~1 HEAD").code(code);
        assert_eq!(ran.err.contains("as a submodule"), code == 101, "{ran:?}");
        run("reset --quiet HEAD~1");
    }
}

#[test]
fn git_grafts_are_ignored() {
    let sandbox = checkout();
    let commit = |text: &str| {
        sandbox.write("repo/docs/resources/thing.md", text);
        sandbox.git("-C repo commit --quiet -am more", DATE);
    };
    let text = sandbox.read("repo/docs/resources/thing.md");
    commit(&text.replace("|size|Int32|", "|size|Int64|"));
    let words = "diff HEAD~1 repo/docs --docs repo/docs";
    let before = sandbox.run(words);
    assert!(before.out.contains("Int64"), "{}{}", before.out, before.err);
    let head = git(&sandbox, "-C repo rev-parse HEAD", "");
    sandbox.write("repo/.git/info/grafts", head + "\n");
    assert_eq!(sandbox.run(words).out, before.out);
}
