//! Writes the same model as several crates with different shapes, and measures what each costs to compile and to use.
//! See the README of this package.

mod bodies;
mod cargo;
mod crates;
mod derive;
mod measure;
mod names;
mod reading;
mod schema;
mod shape;
mod table;
mod usage;
mod write;

use std::{
    path::PathBuf,
    process::{Command, ExitCode},
};

use clap::{Parser, ValueEnum};

/// Any error ends the run; its text is all that is needed.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Compares shapes of generated crates.
#[derive(Debug, Parser)]
struct Args {
    /// What to do.
    #[arg(value_enum, default_value = "run")]
    verb: Verb,
    /// A folder of resource pages.
    #[arg(long, default_value = "docs-input")]
    docs: Vec<PathBuf>,
    /// The metadata of the service, as a second source.
    #[arg(long)]
    metadata: Option<PathBuf>,
    /// Where the crates are written and built.
    #[arg(long, default_value = "target/shapes")]
    scratch: PathBuf,
    /// Whether the derived structs have fields for relationships.
    #[arg(long, value_enum, default_value = "yes")]
    relationships: Relationships,
    /// The type that the small binary reads; its namespace may be left out.
    #[arg(long = "type", default_value = "user")]
    ty: String,
    /// Bodies to read and write: one JSON object a line with `odataType` and `raw`.
    #[arg(long)]
    bodies: Option<PathBuf>,
    /// Measure only these of the shapes that are there, separated by commas.
    #[arg(long, value_delimiter = ',')]
    shapes: Vec<String>,
    /// How often each figure is taken; the median counts.
    #[arg(long, default_value_t = 3)]
    repeat: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Verb {
    /// Write the crates, then measure them.
    Run,
    /// Only write the crates.
    Write,
    /// Only measure the crates that are there, those of other generators among them.
    Measure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Relationships {
    /// One crate, with fields for them.
    Yes,
    /// One crate, without.
    No,
    /// Two crates.
    Both,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let done = match args.verb {
        Verb::Run => write_apart().and_then(|()| measure::measure(&args)),
        Verb::Write => write::write(&args),
        Verb::Measure => measure::measure(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the crates in a process of its own. A child process starts with the memory usage of its parent, and that of a
/// process that has read all pages would hide the usage of the compiler.
fn write_apart() -> Result<()> {
    let given = std::env::args_os().skip(1).filter(|arg| arg != "run");
    let status = Command::new(std::env::current_exe()?)
        .arg("write")
        .args(given)
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err("nothing was written".into()),
    }
}
