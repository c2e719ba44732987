//! Builds all shapes in turn, several times, and keeps account.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use crate::{
    Args, Result, crates, reading,
    shape::Shape,
    table::{Table, Unit},
    usage::{self, Usage},
};

/// One kind of build.
struct Step {
    what: &'static str,
    /// The binary that is built, if not the library.
    binary: Option<&'static str>,
    command: &'static [&'static str],
}

const STEPS: [Step; 3] = [
    Step {
        what: "check",
        binary: None,
        command: &["check"],
    },
    Step {
        what: "release library",
        binary: None,
        command: &["build", "--release"],
    },
    Step {
        what: "binary of one type",
        binary: Some(crates::ONE),
        command: &["build", "--release"],
    },
];

/// Measures every shape that is there and prints the table.
pub fn measure(args: &Args) -> Result<()> {
    let scratch = fs::canonicalize(&args.scratch)?;
    let mut shapes = Shape::present(&scratch);
    crates::workspace(&scratch, &shapes)?;
    eprintln!("load {}", usage::load());
    let mut table = Table::default();
    for step in &STEPS {
        take(step, &scratch, &mut shapes, args.repeat, &mut table);
    }
    reading::measure(&scratch, args.repeat, &mut table)?;
    eprintln!("load {}", usage::load());
    print!("{}", table.print(&shapes));
    Ok(())
}

/// Takes the figures of one step. A shape that does not build is reported and not measured any further.
fn take(step: &Step, scratch: &Path, shapes: &mut Vec<Shape>, repeat: usize, table: &mut Table) {
    // The first time builds what the shape depends on.
    shapes.retain(|shape| match step.build(shape, scratch) {
        Ok(_) => true,
        Err(error) => {
            eprintln!("{}: {} failed\n{error}", shape.name, step.what);
            false
        }
    });
    for round in 0..repeat {
        for shape in shapes.iter() {
            eprint!("\r{} {}/{repeat} {:<20}", step.what, round + 1, shape.name);
            match step.build(shape, scratch) {
                Ok(used) => {
                    table.add(
                        &format!("{}, CPU", step.what),
                        Unit::Seconds,
                        shape,
                        used.user,
                    );
                    table.add(
                        &format!("{}, memory", step.what),
                        Unit::Megabytes,
                        shape,
                        used.memory,
                    );
                }
                Err(error) => eprintln!("{}: {error}", shape.name),
            }
        }
    }
    eprintln!();
    for shape in shapes.iter() {
        if let Some(size) = step.size(shape, scratch) {
            table.add(
                &format!("{}, size", step.what),
                Unit::Megabytes,
                shape,
                size,
            );
        }
    }
}

impl Step {
    /// Builds the package itself again, whatever cargo thinks of it.
    fn build(&self, shape: &Shape, scratch: &Path) -> Result<Usage> {
        let (package, root) = match self.binary {
            None => (shape.package.to_owned(), shape.library(scratch)),
            Some(what) => {
                let package = shape.binary(what);
                let root = scratch.join(&package).join("src/main.rs");
                (package, root)
            }
        };
        touch(&root)?;
        let features = self.binary.map_or(shape.features, |_| &[]);
        let mut cargo = cargo(scratch);
        cargo
            .args(self.command)
            .args(["-p", &package])
            .args(features);
        usage::run(&mut cargo, &scratch.join("cargo.log"))
    }

    /// Size of what was built, in megabytes; a check builds nothing.
    fn size(&self, shape: &Shape, scratch: &Path) -> Option<f64> {
        let file = match (self.binary, self.command.contains(&"--release")) {
            (_, false) => return None,
            (None, true) => shape.rlib(),
            (Some(what), true) => shape.binary(what),
        };
        let size = fs::metadata(release(scratch).join(file)).ok()?.len();
        Some(size as f64 / 1e6)
    }
}

/// Where release builds end up.
pub fn release(scratch: &Path) -> PathBuf {
    scratch.join("target/release")
}

/// Cargo in the scratch workspace, undisturbed by the settings of whoever runs this.
pub fn cargo(scratch: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTFLAGS");
    cargo
}

fn touch(file: &Path) -> io::Result<()> {
    File::options()
        .append(true)
        .open(file)?
        .set_modified(SystemTime::now())
}
