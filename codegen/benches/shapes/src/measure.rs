//! Builds all shapes in turn, several times, and records the cost.

use std::{
    fs::{self, File},
    io,
    path::Path,
    time::SystemTime,
};

use crate::{
    Args, Result,
    cargo::{cargo, release},
    crates, reading,
    shape::Shape,
    table::{Table, Unit},
    usage::{self, Usage},
};

/// A kind of build.
struct Step {
    what: &'static str,
    /// The binary to build, if not the library.
    binary: Option<&'static str>,
    /// Options for `cargo rustc`, with which it does the same as `cargo check` or `cargo build --release`.
    profile: &'static [&'static str],
}

const CHECK: &[&str] = &["--profile", "check"];
const RELEASE: &[&str] = &["--release"];

const STEPS: [Step; 3] = [
    Step {
        what: "check",
        binary: None,
        profile: CHECK,
    },
    Step {
        what: "release library",
        binary: None,
        profile: RELEASE,
    },
    Step {
        what: "binary of one type",
        binary: Some(crates::ONE),
        profile: RELEASE,
    },
];

/// Measures every shape that exists, and prints the table.
pub fn measure(args: &Args) -> Result<()> {
    let scratch = fs::canonicalize(&args.scratch)?;
    let present = Shape::present(&scratch);
    crates::workspace(&scratch, &present)?;
    let is_wanted = |shape: &&Shape| {
        args.shapes.is_empty() || args.shapes.iter().any(|name| name == shape.name)
    };
    let wanted: Vec<Shape> = present.iter().filter(is_wanted).copied().collect();
    eprintln!("load {}", usage::load());
    let mut table = Table::default();
    let mut shapes = wanted.clone();
    for step in &STEPS {
        take(step, &scratch, &mut shapes, args.repeat, &mut table);
    }
    reading::measure(&scratch, &wanted, args.repeat, &mut table)?;
    eprintln!("load {}", usage::load());
    print!("{}", table.print(&wanted));
    Ok(())
}

/// Measures one step. A shape that does not build is reported and not measured any further.
fn take(step: &Step, scratch: &Path, shapes: &mut Vec<Shape>, repeat: usize, table: &mut Table) {
    let cpu = format!("{}, CPU", step.what);
    let memory = format!("{}, memory", step.what);
    for round in 0..repeat {
        shapes.retain(|shape| {
            eprint!("{} {}/{repeat}, {}: ", step.what, round + 1, shape.name);
            match step.measure(shape, scratch) {
                Ok(used) => {
                    eprintln!("{:.2} s, {:.0} MB", used.user, used.memory);
                    table.add(&cpu, Unit::Seconds, shape, used.user);
                    table.add(&memory, Unit::Megabytes, shape, used.memory);
                    true
                }
                Err(error) => {
                    eprintln!("failed: {error}");
                    false
                }
            }
        });
    }
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
    /// Builds the package itself, even if cargo considers it up to date.
    fn measure(&self, shape: &Shape, scratch: &Path) -> Result<Usage> {
        let (package, root) = match self.binary {
            None => (shape.package.to_owned(), shape.library(scratch)),
            Some(what) => {
                let package = shape.binary(what);
                let root = scratch.join(&package).join("src/main.rs");
                (package, root)
            }
        };
        let features = self.binary.map_or(shape.features, |_| &[]);
        let build = || {
            let mut cargo = cargo(scratch);
            cargo
                .arg("rustc")
                .args(self.profile)
                .args(["-p", &package])
                .args(features);
            cargo
        };
        let log = scratch.join("cargo.log");
        // Compiles only the dependencies: for the package itself, the compiler just prints its name.
        usage::run(build().args(["--", "--print=crate-name"]), &log)?;
        touch(&root)?;
        usage::run(&mut build(), &log)
    }

    /// Returns the size of the result in megabytes; a check has none.
    fn size(&self, shape: &Shape, scratch: &Path) -> Option<f64> {
        let file = match self.binary {
            _ if self.profile != RELEASE => return None,
            None => shape.rlib(),
            Some(what) => shape.binary(what),
        };
        let size = fs::metadata(release(scratch).join(file)).ok()?.len();
        Some(size as f64 / 1e6)
    }
}

fn touch(file: &Path) -> io::Result<()> {
    File::options()
        .append(true)
        .open(file)?
        .set_modified(SystemTime::now())
}
