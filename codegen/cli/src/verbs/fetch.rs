//! `graphdoc fetch`: brings the pinned sources into the cache.

use std::io::Write;

use graphdoc_codegen::unstable::source::{self, pinned::Pin};

use crate::{
    args::{DocsArgs, FetchArgs},
    context::Context,
    encode::terminal,
    exit::Exit,
    failure::Failure,
    git::{self, How},
    settings::Settings,
};

/// Fetches the docs and the metadata that the configuration pins.
///
/// # Errors
/// Returns an error if the configuration pins nothing, if something cannot be fetched, or if the docs have no page.
pub fn run(args: &FetchArgs, context: &mut Context) -> Result<Exit, Failure> {
    let settings = Settings::open(&context.common, &DocsArgs::default(), &[], None, &[])?;
    let pins: Vec<&Pin> = settings
        .used
        .source
        .iter()
        .chain(&settings.used.pinned_metadata)
        .collect();
    if pins.is_empty() {
        let message = "no graphdoc.toml in this folder or above pins a repository";
        let help = "write one with `graphdoc init`".to_owned();
        return Err(Failure::Usage(message.to_owned(), Some(help)));
    }
    for pin in pins {
        let how = How {
            offline: args.offline,
            quiet: context.common.quiet,
        };
        let fetched = git::fetch(pin, how)?;
        if Some(pin) == settings.used.source.as_ref() {
            source::list(&fetched.entry.paths(pin))?;
        }
        if context.common.quiet {
            continue;
        }
        let what = match fetched.bytes {
            Some(bytes) => format!("{bytes} bytes fetched"),
            None => "in the cache".to_owned(),
        };
        let entry = &fetched.entry;
        let line = format!("{} at {} of {}: {what}", entry.git, entry.rev, entry.date);
        writeln!(context.out, "{}", terminal::line(&line))?;
        if context.common.verbose {
            for path in entry.paths(pin) {
                writeln!(
                    context.out,
                    "  {}",
                    terminal::line(&path.display().to_string())
                )?;
            }
        }
    }
    Ok(Exit::Clean)
}
