//! Brings `generated/` up to date with `docs-input/` before the library is compiled from it, so that one
//! `cargo build` is enough after an edit of the docs.
//!
//! `GRAPHDOC=write` (the default) writes, `check` makes any difference an error, `off` does nothing.

use std::{borrow::Cow, env, error::Error, io, path::Path};

use graphdoc_codegen::{
    Generator,
    config::Config,
    encode::{cargo, log},
    input,
    rules::Group,
    source,
};

fn main() {
    if let Err(error) = run() {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    println!("{}", cargo::rerun_if_env_changed("GRAPHDOC"));
    watch(Path::new("build.rs"))?;
    let mode = env::var("GRAPHDOC").unwrap_or_else(|_| "write".to_owned());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("docs-input/graphdoc.toml");
    let config = Config::parse(&file, &source::read_text(&file, input::WRITTEN)?)?;
    watch(&config.file)?;
    watch(&root.join("docs-input"))?;
    for page in source::list(&config.docs)? {
        watch(&page.path)?;
    }
    match mode.as_str() {
        "off" => return Ok(()),
        "write" | "check" => {}
        other => {
            return Err(format!("GRAPHDOC is `{other}`; use `write`, `check` or `off`").into());
        }
    }

    let mut generator = Generator::from_config(&config);
    if mode == "check" {
        generator = generator.ignore_lock();
    }
    let run = generator.plan(&root.join("generated"))?;
    if run.tally.errors > 0 {
        return Err("a page could not be used; `cargo run -p graphdoc` shows which and why".into());
    }
    let facts: Vec<Cow<str>> = run
        .diagnostics
        .iter()
        .filter(|found| found.rule.unusable && found.rule.group == Group::Facts)
        .map(|found| log::line(&found.message))
        .collect();
    if mode == "check" && !facts.is_empty() {
        let facts = facts.join("\n  ");
        return Err(format!("facts are not as the pages are:\n  {facts}").into());
    }
    for fact in facts {
        let warning = format!("{fact}; `cargo run -p graphdoc` shows where");
        println!("{}", cargo::warning(&warning));
    }
    if mode == "write" {
        if run.mirror_is_stale() {
            return Err("the features in Cargo.toml are not the areas of docs-input/; repair: cargo run -p graphdoc".into());
        }
        run.apply()?;
        return Ok(());
    }
    watch(&root.join("generated/src"))?;
    watch(&root.join("Cargo.toml"))?;
    let stale: Vec<String> = run
        .differences()
        .map(|found| format!("  {} ({})", found.path, found.cause.describe()))
        .collect();
    if !stale.is_empty() {
        let files = stale.join("\n");
        return Err(format!(
            "generated/ is not what docs-input/ says:\n{files}\nrepair: cargo run -p graphdoc"
        )
        .into());
    }
    Ok(())
}

/// Tells cargo to run this again when the file, or one in the folder, changes.
fn watch(path: &Path) -> io::Result<()> {
    println!("{}", cargo::rerun_if_changed(path)?);
    Ok(())
}
