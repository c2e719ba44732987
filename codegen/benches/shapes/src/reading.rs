//! Reads and writes bodies with every shape that has a binary for it.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    Result,
    bodies::{self, Body},
    cargo, crates,
    shape::Shape,
    table::{Table, Unit},
    usage,
    write::BODIES,
};

/// Most of the time for writing is spent in one loop of serde_json, which takes a quarter longer if its jump crosses an
/// alignment boundary. Its position depends on everything else in a binary; with this option it is the same in all of
/// them.
const ALIGNED: &str = "-Cllvm-args=-align-all-functions=6";

/// Fewest rounds over the bodies. One takes seconds, in which anything else on the machine is felt.
const ROUNDS: usize = 8;

/// Builds the binaries and measures the times of all bodies that every shape can read.
pub fn measure(scratch: &Path, wanted: &[Shape], repeat: usize, table: &mut Table) -> Result<()> {
    let all = bodies::load(&scratch.join(BODIES))?;
    let mut shapes = wanted.to_vec();
    shapes.retain(|shape| !shape.is_other);
    if all.is_empty() {
        return Ok(());
    }
    for shape in &shapes {
        let mut cargo = cargo::cargo(scratch);
        cargo.args(["rustc", "--release", "-p", &shape.binary(crates::BODIES)]);
        cargo.args(["--", ALIGNED]);
        let used = usage::run(&mut cargo, &scratch.join("cargo.log"))?;
        let what = "binary of the bodies' types, CPU (once)";
        table.add(what, Unit::Seconds, shape, used.user);
    }
    let common = common(&all, &shapes, scratch)?;
    let form = |text: fn(&(Body, String)) -> String| -> Vec<Body> {
        let with = |pair: &(Body, String)| Body {
            ty: pair.0.ty.clone(),
            text: text(pair),
        };
        common.iter().map(with).collect()
    };
    let forms = [
        ("as printed", form(|(body, _)| body.text.clone())),
        ("compact", form(|(body, _)| bodies::compact(&body.text))),
        ("fields alone", form(|(_, written)| written.clone())),
    ];
    for (name, bodies) in &forms {
        time(name, bodies, &shapes, scratch, repeat, table)?;
    }
    Ok(())
}

/// Returns the bodies that every shape can read, each with what the last shape, a derived one, writes for it.
fn common(all: &[Body], shapes: &[Shape], scratch: &Path) -> Result<Vec<(Body, String)>> {
    let file = scratch.join(BODIES);
    let mut common: Vec<Option<String>> = vec![Some(String::new()); all.len()];
    for shape in shapes {
        let written = output(shape, "check", &file, scratch)?;
        let mut read = 0;
        for (slot, line) in common.iter_mut().zip(written.lines()) {
            read += usize::from(!line.is_empty());
            *slot = slot
                .take()
                .filter(|_| !line.is_empty())
                .map(|_| line.to_owned());
        }
        eprintln!("{} reads {read} of {} bodies", shape.name, all.len());
    }
    let pairs = all.iter().cloned().zip(common);
    let common: Vec<(Body, String)> = pairs
        .filter_map(|(body, written)| Some((body, written?)))
        .collect();
    eprintln!("{} bodies are read by all", common.len());
    Ok(common)
}

/// Adds the times for one form of the bodies: the sum over all bodies of the best time of each.
fn time(
    name: &str,
    bodies: &[Body],
    shapes: &[Shape],
    scratch: &Path,
    repeat: usize,
    table: &mut Table,
) -> Result<()> {
    let file = scratch.join("timed.ndjson");
    bodies::save(bodies, &file)?;
    let mut best = vec![vec![[f64::MAX; 2]; bodies.len()]; shapes.len()];
    let rounds = repeat.max(ROUNDS);
    for round in 0..rounds {
        for (shape, best) in shapes.iter().zip(&mut best) {
            eprint!("\rbodies {name} {}/{rounds} {:<20}", round + 1, shape.name);
            let output = output(shape, "time", &file, scratch)?;
            for (best, line) in best.iter_mut().zip(output.lines()) {
                for (best, time) in best.iter_mut().zip(line.split(' ')) {
                    *best = best.min(time.parse()?);
                }
            }
        }
    }
    eprintln!();
    for (at, what) in ["read", "write"].into_iter().enumerate() {
        for (shape, best) in shapes.iter().zip(&best) {
            let sum: f64 = best.iter().map(|times| times[at]).sum();
            table.add(
                &format!("{what} bodies, {name}"),
                Unit::Microseconds,
                shape,
                sum / 1e3,
            );
        }
    }
    Ok(())
}

fn output(shape: &Shape, job: &str, file: &Path, scratch: &Path) -> Result<String> {
    let program = cargo::release(scratch).join(shape.binary(crates::BODIES));
    let output = Command::new(program)
        .arg(job)
        .arg(file)
        .stderr(Stdio::inherit())
        .output()?;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err(format!("{} failed on the bodies", shape.name).into()),
    }
}
