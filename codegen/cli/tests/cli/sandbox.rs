//! A folder for each test, and the program run in it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

use serde_json::Value;

/// The program under test.
pub const GRAPHDOC: &str = env!("CARGO_BIN_EXE_graphdoc");

/// When commits are made.
pub const DAY: &str = "2021-07-16T12:00:00Z";

/// A folder that is removed when the value is dropped.
pub struct Sandbox(PathBuf);

/// The output and the exit code of a run.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Sandbox {
    /// Creates an empty folder.
    pub fn empty() -> Sandbox {
        Sandbox::named("plain")
    }

    /// Creates a folder with this name in a new place.
    pub fn named(name: &str) -> Sandbox {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let unique = format!(
            "graphdoc-cli-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = std::env::temp_dir().join(unique).join(name);
        fs::create_dir_all(&folder).unwrap();
        Sandbox(folder.canonicalize().unwrap())
    }

    /// Creates a folder with two pages in `docs/resources` without findings.
    pub fn with_docs() -> Sandbox {
        let sandbox = Sandbox::empty();
        sandbox.add_docs();
        sandbox
    }

    /// Writes the two pages.
    pub fn add_docs(&self) {
        let row = "|size|Int32|How large it is.|";
        self.add_page("docs", "thing", row, "\"size\": 1024");
        let row = "|content|[thing](thing.md)|What is in it.|";
        let member = "\"content\": { \"@odata.type\": \"microsoft.graph.thing\" }";
        self.add_page("docs", "box", row, member);
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Runs git here with the words of this line, as a user with a name, at this date.
    pub fn git(&self, line: &str, date: &str) {
        let person = "-c user.name=a -c user.email=a@b -c commit.gpgsign=false";
        let mut git = self.command("git");
        git.env("GIT_COMMITTER_DATE", date);
        Ran::of(git, format!("{person} {line}")).code(0);
    }

    /// Commits these paths, and makes the repository if there is none.
    pub fn commit(&self, paths: &str) {
        self.git("init --quiet", DAY);
        self.git(&format!("add --all {paths}"), DAY);
        self.git("commit --quiet --message x", DAY);
    }

    /// Writes the page of a type below a folder of docs.
    pub fn add_page(&self, docs: &str, name: &str, rows: &str, members: &str) {
        let path = format!("{docs}/resources/{name}.md");
        self.write(&path, page(name, rows, members));
    }

    /// Replaces a text that a file contains.
    #[track_caller]
    pub fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        text.has(old);
        self.write(path, text.replace(old, new));
    }

    /// Removes a file, or a folder with everything in it.
    #[track_caller]
    pub fn remove(&self, path: impl AsRef<Path>) {
        let path = self.0.join(path);
        let removed = match path.is_dir() && !path.is_symlink() {
            true => fs::remove_dir_all(path),
            false => fs::remove_file(path),
        };
        removed.unwrap();
    }

    #[track_caller]
    pub fn rename(&self, from: &str, to: &str) {
        fs::rename(self.0.join(from), self.0.join(to)).unwrap();
    }

    pub fn exists(&self, path: impl AsRef<Path>) -> bool {
        self.0.join(path).exists()
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Creates a link there, to whatever its text names.
    pub fn link(&self, path: &str, target: impl AsRef<Path>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, path).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// Returns every file below `folder` with its content.
    pub fn files(&self, folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut open = vec![self.0.join(folder)];
        while let Some(path) = open.pop() {
            match fs::read_dir(&path) {
                Ok(entries) => open.extend(entries.map(|entry| entry.unwrap().path())),
                Err(_) => {
                    if let Ok(bytes) = fs::read(&path) {
                        files.push((path, bytes));
                    }
                }
            }
        }
        files.sort();
        files
    }

    /// Returns the source file with this name in the crate `out`, in any area; empty if there is none.
    pub fn source(&self, name: &str) -> String {
        let files = self.files("out/src").into_iter();
        let mut named = files.filter(|(path, _)| path.ends_with(name));
        named
            .next()
            .map_or_else(String::new, |(_, text)| String::from_utf8(text).unwrap())
    }

    /// Returns all sources of the crate `out`.
    pub fn sources(&self) -> String {
        let files = self.files("out/src").into_iter();
        files
            .map(|(_, text)| String::from_utf8(text).unwrap())
            .collect()
    }

    /// Returns a command that will run here, in an environment that sets no colours.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.0).stdin(Stdio::null());
        for variable in ["NO_COLOR", "CARGO_TERM_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs the program with the words of this line.
    pub fn run(&self, line: impl AsRef<str>) -> Ran {
        Ran::of(self.command(GRAPHDOC), line)
    }

    /// Runs the program with words that may contain spaces.
    pub fn run_words(&self, words: &[&str]) -> Ran {
        Ran::from(self.command(GRAPHDOC).args(words).output().unwrap())
    }

    /// Runs the program with this text on standard input.
    pub fn run_on(&self, input: impl AsRef<[u8]>, line: &str) -> Ran {
        run_on(self.command(GRAPHDOC), input, line)
    }

    /// Runs `generate` from `docs` to `out` with further words.
    pub fn generate(&self, more: &str) -> Ran {
        self.run(format!("generate --docs docs --out out {more}"))
    }

    /// Runs `model` with further words.
    #[track_caller]
    pub fn model(&self, more: &str) -> Dump {
        let ran = self.run(format!("model {more}")).code(0);
        Dump(serde_json::from_str(&ran.out).unwrap())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(unique) = self.0.parent() {
            let _ = fs::remove_dir_all(unique);
        }
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        Ran {
            code: output.status.code().expect("ended by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Runs a command with the words of this line.
    pub fn of(mut command: Command, line: impl AsRef<str>) -> Ran {
        Ran::from(command.args(words(line.as_ref())).output().unwrap())
    }

    /// Asserts the exit code of a run, and returns it.
    #[track_caller]
    pub fn code(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }

    /// Returns the lines of standard output, each of which must be a JSON object.
    #[track_caller]
    pub fn json(&self) -> Vec<Value> {
        let parse =
            |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        self.out.lines().map(parse).collect()
    }

    /// Returns the findings among these lines.
    #[track_caller]
    pub fn findings(&self) -> Vec<Value> {
        let mut lines = self.json();
        lines.retain(|line| line["reason"] == "finding");
        lines
    }

    /// Returns these parts of each finding; parts that are no text are empty.
    #[track_caller]
    pub fn told<const N: usize>(&self, parts: [&str; N]) -> Vec<[String; N]> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let findings = self.findings().into_iter();
        findings
            .map(|found| parts.map(|part| text(&found[part])))
            .collect()
    }

    /// Returns what was printed on both streams.
    pub fn said(&self) -> String {
        [&*self.out, &self.err].concat()
    }

    /// Returns the fingerprints that an update asks to accept.
    #[track_caller]
    pub fn to_accept(&self) -> &str {
        let (_, prints) = self.err.rsplit_once("--accept ").expect("a fix");
        prints.trim()
    }
}

/// The output of `model`.
pub struct Dump(pub Value);

impl Dump {
    /// Returns the type with this name in the namespace of Graph.
    #[track_caller]
    pub fn ty(&self, name: &str) -> &Value {
        named(&self.0["types"], &format!("microsoft.graph.{name}")).expect(name)
    }

    #[track_caller]
    pub fn property(&self, ty: &str, name: &str) -> &Value {
        self.find_property(ty, name).expect(name)
    }

    #[track_caller]
    pub fn find_property(&self, ty: &str, name: &str) -> Option<&Value> {
        named(&self.ty(ty)["properties"], name)
    }
}

fn named<'v>(all: &'v Value, name: &str) -> Option<&'v Value> {
    let mut all = all.as_array()?.iter();
    all.find(|one| one["name"] == name)
}

/// Runs a command with this text on standard input and the words of this line.
pub fn run_on(mut command: Command, input: impl AsRef<[u8]>, line: &str) -> Ran {
    command.args(words(line)).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that refuses to read closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    Ran::from(child.wait_with_output().unwrap())
}

/// Splits a line into words, at spaces but not at line breaks.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(' ').filter(|word| !word.is_empty())
}

/// Splits a row such as `a | b | c` into columns.
pub fn columns<const N: usize>(row: &str) -> [&str; N] {
    let columns: Vec<&str> = row.split('|').map(str::trim).collect();
    columns.try_into().unwrap_or_else(|_| panic!("{row}"))
}

/// Assertions about output or files that show the whole text if they fail.
pub trait Text {
    fn has(&self, part: impl AsRef<str>);
    fn lacks(&self, part: impl AsRef<str>);

    /// Asserts that there are no control characters except for line breaks.
    fn is_printable(&self);
}

impl Text for str {
    #[track_caller]
    fn has(&self, part: impl AsRef<str>) {
        let part = part.as_ref();
        assert!(self.contains(part), "no {part:?} in\n{self}");
    }

    #[track_caller]
    fn lacks(&self, part: impl AsRef<str>) {
        let part = part.as_ref();
        assert!(!self.contains(part), "{part:?} in\n{self}");
    }

    #[track_caller]
    fn is_printable(&self) {
        let is_shown = |c: char| c == '\n' || !c.is_control();
        assert!(self.chars().all(is_shown), "{self:?}");
    }
}

/// Returns the page of an entity `name` with these rows, and these members in its sample.
pub fn page(name: &str, rows: &str, members: &str) -> String {
    format!(
        "---\ntitle: \"{name} resource type\"\ndoc_type: resourcePageType\n---\n\n# {name} resource type\n\n\
         Namespace: microsoft.graph\n\nA {name}.\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n\
         |id|String|Its identifier.|\n{rows}\n\n## Relationships\nNone.\n\n## JSON representation\n\n\
         <!-- {{\n  \"blockType\": \"resource\",\n  \"keyProperty\": \"id\",\n  \"@odata.type\": \"microsoft.graph.{name}\"\n}}-->\n\
         ```json\n{{\n  \"id\": \"String (identifier)\",\n  {members}\n}}\n```\n"
    )
}
