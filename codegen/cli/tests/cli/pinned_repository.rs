//! A repository of pages made here, which runs pin. It is read from its folder or served by `git daemon`.

use std::{
    fs,
    net::TcpListener,
    ops::Deref,
    path::PathBuf,
    process::{Child, Command},
    thread::sleep,
    time::Duration,
};

use crate::sandbox::{DAY, GRAPHDOC, Ran, Sandbox};

/// Folder of the pages in the repository.
pub const PAGES: &str = "repo/api-reference/v1.0/resources";
/// Folder of the pages of operations.
pub const OPERATIONS: &str = "repo/api-reference/v1.0/api";
pub const METADATA: &str =
    r#"<Edmx><DataServices><Schema Namespace="microsoft.graph"/></DataServices></Edmx>"#;

/// A repository with pages, and commands that use a cache of their own.
pub struct Pinned(Sandbox);

impl Deref for Pinned {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.0
    }
}

impl Pinned {
    pub fn new() -> Pinned {
        let pinned = Pinned(Sandbox::empty());
        pinned.write("repo/other/large.md", "x".repeat(1 << 20));
        pinned.write("repo/schemas/v1.0-Prod.csdl", METADATA);
        pinned.page("thing", "size");
        pinned.page("box", "width");
        let operation = "---\ntitle: \"Get thing\"\ndoc_type: apiPageType\n---\n\n# Get thing\n\nGets a thing.\n";
        pinned.write(&format!("{OPERATIONS}/thing-get.md"), operation);
        pinned.repo("init --quiet --initial-branch=main");
        pinned.repo("config uploadpack.allowFilter true");
        pinned.commit();
        pinned
    }

    /// Writes the page of a type with this property.
    pub fn page(&self, name: &str, property: &str) {
        let rows = format!("|{property}|Int32|How much.|");
        let members = format!("\"{property}\": 1024");
        let docs = PAGES.trim_end_matches("/resources");
        self.add_page(docs, name, &rows, &members);
    }

    pub fn repo(&self, words: &str) {
        self.git(&format!("-C repo {words}"), DAY);
    }

    /// Commits everything and returns the name of the commit.
    pub fn commit(&self) -> String {
        self.repo("add --all");
        self.repo("commit --quiet --message x");
        self.head()
    }

    pub fn head(&self) -> String {
        let ran = Ran::of(self.command("git"), "-C repo rev-parse HEAD");
        ran.code(0).out.trim().to_owned()
    }

    pub fn url(&self) -> String {
        format!("file://{}/repo", self.path().display())
    }

    /// Writes a configuration whose docs are at this path of a revision.
    pub fn pin(&self, git: &str, rev: &str, path: &str) {
        let source = format!("[source]\ngit = {git:?}\nrev = {rev:?}\npaths = [{path:?}]\n");
        self.write("graphdoc.toml", format!("out = \"crate\"\n{source}"));
    }

    /// Returns a command that runs the program with a cache in the sandbox.
    pub fn graphdoc(&self) -> Command {
        let mut command = self.command(GRAPHDOC);
        command.env("GRAPHDOC_CACHE", self.path().join("cache"));
        command
    }

    pub fn run(&self, line: impl AsRef<str>) -> Ran {
        Ran::of(self.graphdoc(), line)
    }

    pub fn init(&self, url: &str) -> Ran {
        self.run(format!("init --git {url} --metadata-git {url} --out crate"))
    }

    /// Returns the fetched files.
    pub fn cached(&self) -> Vec<PathBuf> {
        let files = self.files("cache").into_iter();
        files.map(|(path, _)| path).collect()
    }

    /// Returns the first of them with this name.
    pub fn cached_file(&self, name: &str) -> PathBuf {
        let mut files = self.cached().into_iter();
        files.find(|path| path.ends_with(name)).expect(name)
    }

    pub fn gone(&self) {
        self.rename("repo", "away");
    }
}

/// The log of the server.
const LOG: &str = "daemon.log";

/// A git server that ends when the value is dropped.
pub struct Daemon(pub Child, pub String);

impl Daemon {
    pub fn start(pinned: &Pinned) -> Daemon {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let base = format!("--base-path={}", pinned.path().display());
        let port_word = format!("--port={port}");
        let child = pinned
            .command("git")
            .args(["daemon", "--export-all", "--verbose", "--reuseaddr"])
            .args(["--listen=127.0.0.1", &base, &port_word])
            .stderr(fs::File::create(pinned.path().join(LOG)).unwrap())
            .spawn()
            .unwrap();
        let daemon = Daemon(child, format!("git://127.0.0.1:{port}/repo"));
        let is_up = || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
        for _ in 0..2400 {
            if is_up() {
                return daemon;
            }
            sleep(Duration::from_millis(50));
        }
        panic!("git daemon does not listen");
    }

    /// Returns how often a repository was requested.
    pub fn requests(pinned: &Pinned) -> usize {
        pinned.read(LOG).matches("Request upload-pack").count()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // The daemon is a child of `git`, which passes the signal on.
        if let Some(pid) = rustix::process::Pid::from_raw(self.0.id().cast_signed()) {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let _ = self.0.wait();
    }
}
