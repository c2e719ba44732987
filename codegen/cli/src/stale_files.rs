//! Files of the crate that differ from what would be written.

use std::{
    io::{self, Write},
    path::Path,
    sync::Arc,
};

use graphdoc_codegen::unstable::{
    finding::{self, Finding},
    generator::Run,
    rules::{self, Message},
    span::Span,
    sync::{Cause, Difference},
};

use crate::{context::Context, paths, style, summary::counted, unified_diff};

/// Number of files whose diff is shown unless all are requested. All files are named.
const DIFFS: usize = 5;

/// A file that differs, with the path at which users find it.
pub struct Shown<'a> {
    /// Path relative to the current directory, if it is below it.
    pub path: String,
    /// The difference.
    pub difference: &'a Difference,
}

/// Lists the differences of a run on the crate in `out`.
pub fn list<'a>(run: &'a Run, out: &Path, mirror: Option<&Path>) -> Vec<Shown<'a>> {
    let shown = |difference: &'a Difference| Shown {
        path: paths::shown(&out.join(&difference.path)),
        difference,
    };
    let mut list: Vec<Shown> = run.differences().map(shown).collect();
    // The manifest that mirrors the features is elsewhere; its difference comes last.
    if let (true, Some(mirror), Some(last)) = (run.mirror_is_stale(), mirror, list.last_mut()) {
        last.path = paths::shown(mirror);
    }
    list
}

/// Names every file, then shows what changes in those that exist: some lines of a few files, or everything.
pub fn print(out: &mut dyn Write, list: &[Shown], whole: bool) -> io::Result<()> {
    for shown in list {
        writeln!(
            out,
            "{}: {}",
            crate::encode::terminal::line(&shown.path),
            shown.difference.cause.describe()
        )?;
    }
    // The diff of a file that is added or removed is its whole text, which adds nothing to its name.
    let changed = |shown: &&Shown| {
        whole || (shown.difference.old.is_some() && shown.difference.new.is_some())
    };
    let limit = if whole { list.len() } else { DIFFS };
    for Shown { path, difference } in list.iter().filter(changed).take(limit) {
        writeln!(out)?;
        unified_diff::print(
            out,
            path,
            difference.old.as_deref(),
            difference.new.as_deref(),
            whole,
        )?;
    }
    match list.iter().filter(changed).count().saturating_sub(limit) {
        0 => writeln!(out),
        more => writeln!(
            out,
            "\n... the diffs of {more} more files are not shown; `-v` shows them\n"
        ),
    }
}

/// Prints the command that repairs these files.
pub fn tell_repair(count: usize, repair: &str, context: &mut Context) -> io::Result<()> {
    let count = counted(count, "file");
    let (error, help) = (style::ERROR, style::HELP);
    let text = format!(
        "{error}error{error:#}: {count} not in step with the docs\n\
         {help}help{help:#}: to repair, run\n    {repair}"
    );
    match context.common.quiet {
        true => context.tell(|err| writeln!(err, "{text}")),
        false => writeln!(context.out, "\n{text}"),
    }
}

/// Returns the same as findings, for the formats that programs read.
pub fn findings(list: &[Shown], repair: &str) -> Vec<Finding> {
    let finding = |shown: &Shown| {
        let file: Arc<str> = Arc::from(shown.path.as_str());
        let message = message(shown.difference.cause, &shown.path);
        let found = Finding::new(message).at(&file, Span::default(), "");
        let help = Some(format!("run `{repair}`"));
        Finding { help, ..found }
    };
    let mut findings: Vec<Finding> = list.iter().map(finding).collect();
    finding::identify(&mut findings);
    findings
}

fn message(cause: Cause, path: &str) -> Message {
    match cause {
        Cause::Docs => rules::stale_docs_changed(path),
        Cause::Generator => rules::stale_generator_changed(path),
        Cause::Options => rules::stale_options_changed(path),
        Cause::Edited => rules::edited_by_hand(path),
        Cause::Missing => rules::file_missing(path),
        Cause::LeftOver => rules::file_left_over(path),
    }
}
