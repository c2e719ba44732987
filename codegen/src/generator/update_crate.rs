//! Lets a build script bring a crate that lies beside its docs up to date before cargo compiles it.

use std::env;

use crate::{
    encode::{cargo, log},
    generator::{
        Error, Generator, Run,
        build_script::{watch, watch_path},
    },
    rules::Group,
    source::shown,
};

/// Environment variable that says what to do.
const VARIABLE: &str = "GRAPHDOC";

pub(super) fn update(generator: &Generator) -> Result<(), Error> {
    println!("{}", cargo::rerun_if_env_changed(VARIABLE));
    let Some(root) = &generator.config.out else {
        return Err(Error::Option(
            "the configuration names no folder of a crate; add `out`".to_owned(),
        ));
    };
    watch_path(&generator.config.file)?;
    let mode = env::var(VARIABLE).unwrap_or_else(|_| "write".to_owned());
    let is_check = match mode.as_str() {
        "off" => return Ok(()),
        "write" => false,
        "check" => true,
        other => {
            let message = format!(
                "{VARIABLE} is `{}`; use `write`, `check` or `off`",
                log::line(other)
            );
            return Err(Error::Option(message));
        }
    };
    let mut generator = generator.with_source()?.into_owned();
    watch(&generator)?;
    generator.ignore_lock |= is_check;
    let run = generator.plan(root)?;
    let command = generator.command.as_deref().unwrap_or("graphdoc");
    if run.tally.errors > 0 {
        let message = format!("a page could not be used; `{command}` shows which and why");
        return Err(Error::OutOfDate(message));
    }
    facts(&run, is_check, command)?;
    match is_check {
        false if run.mirror_is_stale() => Err(Error::OutOfDate(format!(
            "the features in `{}` are not those of the crate; repair: {command}",
            generator
                .config
                .mirror
                .as_deref()
                .map(shown)
                .unwrap_or_default()
        ))),
        false => {
            run.apply()?;
            Ok(())
        }
        true => {
            watch_path(&root.join("src"))?;
            if let Some(mirror) = &generator.config.mirror {
                watch_path(mirror)?;
            }
            compare(&run, command)
        }
    }
}

/// Warns about facts that do not match the pages, or refuses them.
fn facts(run: &Run, is_check: bool, command: &str) -> Result<(), Error> {
    let wrong = run.diagnostics.iter();
    let wrong = wrong.filter(|found| found.rule().unusable && found.rule().group == Group::Facts);
    let wrong: Vec<_> = wrong
        .map(|found| log::line(&found.message.to_string()).into_owned())
        .collect();
    if is_check && !wrong.is_empty() {
        let message = format!("facts are not as the pages are:\n  {}", wrong.join("\n  "));
        return Err(Error::OutOfDate(message));
    }
    for fact in wrong {
        println!(
            "{}",
            cargo::warning(&format!("{fact}; `{command}` shows where"))
        );
    }
    Ok(())
}

/// Refuses a crate that does not match the docs.
fn compare(run: &Run, command: &str) -> Result<(), Error> {
    let stale = run.differences();
    let stale: Vec<String> = stale
        .map(|found| format!("  {} ({})", found.path, found.cause.describe()))
        .collect();
    match stale.is_empty() {
        true => Ok(()),
        false => Err(Error::OutOfDate(format!(
            "the crate is not what the docs say:\n{}\nrepair: {command}",
            stale.join("\n")
        ))),
    }
}
