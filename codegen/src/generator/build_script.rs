//! Generation inside a build script: one file in `OUT_DIR`.

use std::{env, path::PathBuf};

use crate::{
    diagnostic::{Diagnostic, Level},
    emit,
    encode::cargo,
    facts,
    generator::{
        Error, Generator,
        run::{counts, declared, in_error as in_error_of_facts, line, selection},
    },
    input, path,
    pipeline::{self, Input, Outcome},
    source, sync,
};

/// Name of the file.
const NAME: &str = "graph.rs";

/// More findings than this are counted and not shown, so that a build's own messages stay in sight.
const WARNINGS: usize = 20;

/// What was generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The file, for `include!(concat!(env!("OUT_DIR"), "/graph.rs"))`.
    pub file: PathBuf,
    /// Pages read.
    pub pages: usize,
    /// Types in the file.
    pub types: usize,
    /// Enums in the file, those of value lists among them.
    pub enums: usize,
}

pub(super) fn generate(generator: &Generator) -> Result<Summary, Error> {
    let out_dir = generator
        .out_dir
        .clone()
        .or_else(|| env::var_os("OUT_DIR").map(PathBuf::from));
    let file = out_dir.ok_or(Error::NoOutDir)?.join(NAME);
    path::check(&file).map_err(|error| Error::Io(file.clone(), error))?;
    watch(generator)?;
    let sources = source::read(&generator.docs)?;
    let facts = facts::load(&generator.facts)?;
    let analysis = pipeline::analyze(Input {
        facts: &facts,
        jobs: generator.jobs,
        ..Input::new(&sources.files)
    });
    declared(&analysis, &sources.files)?;
    let (model, _) = selection(&analysis.model, &generator.only)?;
    let (output, emitted) = emit::emit(&model, &generator.emission());

    let all = sources
        .diagnostics
        .iter()
        .chain(&analysis.diagnostics)
        .chain(&emitted);
    let (denied, warned): (Vec<_>, Vec<_>) = all
        .filter(|found| found.rule.level > Level::Allow)
        .partition(|found| found.rule.unusable);
    let files = [sources.files.as_slice(), facts.as_slice()].concat();
    let line = |found: &&Diagnostic| line(found, &files);
    warned
        .iter()
        .take(WARNINGS)
        .map(line)
        .for_each(|line| println!("{}", cargo::warning(&line)));
    if let Some(more) = warned.len().checked_sub(WARNINGS).filter(|more| *more > 0) {
        let more = format!("and {more} more findings on the pages");
        println!("{}", cargo::warning(&more));
    }
    let in_error = analysis
        .outcomes
        .iter()
        .any(|(_, outcome)| *outcome == Outcome::Error);
    let facts_in_error = in_error_of_facts(&analysis.diagnostics) > 0;
    if in_error || facts_in_error || !sources.diagnostics.is_empty() {
        return Err(Error::Pages(denied.iter().map(line).collect()));
    }
    denied
        .iter()
        .map(line)
        .for_each(|line| println!("{}", cargo::warning(&line)));

    let text = emit::embed(&output);
    // An unchanged file keeps its time, and cargo has nothing to compile.
    if input::text(&file, input::MADE).ok().as_deref() != Some(text.as_str()) {
        sync::replace(&file, text)?;
    }
    let (types, enums) = counts(&model);
    Ok(Summary {
        file,
        pages: analysis.outcomes.len(),
        types,
        enums,
    })
}

/// Tells cargo to run again when a page changes, comes or goes.
fn watch(generator: &Generator) -> Result<(), Error> {
    let facts = source::list_facts(&generator.facts)?;
    let pages = source::list(&generator.docs)?;
    let folders = generator.docs.iter().chain(&generator.facts);
    let files = facts.iter().chain(&pages).map(|found| &found.path);
    for path in folders.chain(files) {
        let line = cargo::rerun_if_changed(path);
        println!("{}", line.map_err(|error| Error::Io(path.clone(), error))?);
    }
    Ok(())
}
