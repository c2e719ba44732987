//! Pinned revisions that an update moves, and how they are written to the configuration.

use std::io::Write;

use graphdoc_codegen::unstable::{
    config::ConfigError,
    input,
    source::{
        pinned::{Pin, check_rev},
        read_text,
    },
    sync::{like, replace},
};
use toml_edit::{DocumentMut, value};

use crate::{
    args::UpdateArgs, context::Context, encode::terminal, failure::Failure, git, paths,
    settings::Settings,
};

/// A table of the configuration, and its new revision.
pub struct Moved {
    table: &'static str,
    old: Option<String>,
    new: String,
}

/// Finds the revisions that the pins move to, and updates those in the settings. In offline runs pins stay where they
/// are, unless a revision is named.
///
/// # Errors
/// Returns an error if a revision is not valid, a repository cannot be asked, or a pin would move although it must not.
pub fn find(settings: &mut Settings, args: &UpdateArgs) -> Result<Vec<Moved>, Failure> {
    let usage = |message: String| Failure::Usage(message, None);
    if let Some(to) = &args.to {
        check_rev(to).map_err(usage)?;
        if settings.used.source.is_none() {
            let message = "`--to` needs a pinned source, and no graphdoc.toml has one";
            return Err(usage(message.to_owned()));
        }
    }
    let mut moved = Vec::new();
    let pins = [
        ("source", &mut settings.used.source, args.to.as_ref()),
        ("metadata", &mut settings.used.pinned_metadata, None),
    ];
    for (table, pin, to) in pins {
        let Some(pin) = pin else { continue };
        let Some(new) = newest(pin, to, args)? else {
            continue;
        };
        if pin.rev.as_ref() == Some(&new) {
            continue;
        }
        if args.locked {
            let message = format!("{} is at {new}, and `--locked` was given", pin.git);
            let help = "run this without `--locked`".to_owned();
            return Err(Failure::Incomplete(message, Some(help)));
        }
        let old = pin.rev.replace(new.clone());
        moved.push(Moved { table, old, new });
    }
    Ok(moved)
}

/// The requested revision, or the newest one of the branch.
fn newest(pin: &Pin, to: Option<&String>, args: &UpdateArgs) -> Result<Option<String>, Failure> {
    match (to, &pin.branch) {
        (Some(to), _) => Ok(Some(to.clone())),
        _ if args.docs.offline || args.to.is_some() => Ok(None),
        (None, Some(branch)) => git::head(&pin.git, branch).map(Some),
        (None, None) if pin.rev.is_some() => Ok(None),
        (None, None) => git::default_branch(&pin.git).map(|(_, rev)| Some(rev)),
    }
}

/// Whether docs are now pinned that were not pinned before.
pub fn is_first(moved: &[Moved]) -> bool {
    moved
        .iter()
        .any(|moved| moved.table == "source" && moved.old.is_none())
}

/// Writes the new revisions to the configuration, leaving everything else in it unchanged.
///
/// # Errors
/// Returns an error if the configuration cannot be read or written.
pub fn write(settings: &Settings, moved: &[Moved], context: &mut Context) -> Result<(), Failure> {
    let Some(config) = settings.config.as_ref().filter(|_| !moved.is_empty()) else {
        return Ok(());
    };
    let text = read_text(&config.file, input::WRITTEN)?;
    let mut document: DocumentMut =
        text.parse()
            .map_err(|error: toml_edit::TomlError| ConfigError {
                file: config.file.clone(),
                text: text.clone(),
                span: error.span().unwrap_or(0..0).into(),
                message: error.message().to_owned(),
                help: None,
            })?;
    for Moved { table, new, .. } in moved {
        let rev = &mut document[table]["rev"];
        let decor = rev.as_value().map(|old| old.decor().clone());
        *rev = value(new);
        if let (Some(decor), Some(rev)) = (decor, rev.as_value_mut()) {
            *rev.decor_mut() = decor;
        }
    }
    replace(&config.file, like(&text, document.to_string()))?;
    if context.common.quiet {
        return Ok(());
    }
    for Moved { table, old, new } in moved {
        let old = old.as_deref().unwrap_or("nothing");
        let file = paths::shown(&config.file);
        let line = format!("{file}: [{table}] moved from {old} to {new}");
        writeln!(context.out, "{}", terminal::line(&line))?;
    }
    Ok(())
}
