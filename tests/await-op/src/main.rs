//! Waits for the end of an operation: reads the response to an action and a stream of notifications, one JSON text per
//! line, and prints the progress of the operation.

mod escape;
mod input;
mod watch;

use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::Parser;

use crate::{
    input::{BadInput, Line},
    watch::{End, Watch},
};

/// Waits for the end of an operation
#[derive(Debug, Parser)]
#[command(
    name = "await-op",
    version,
    after_help = "Exit codes: 0 the operation completed, 2 it failed, 3 its outcome is unknown or the time is over, 4 invalid input"
)]
struct Args {
    /// File with the response to the action, which may be empty
    response: PathBuf,
    /// File with the bodies of notifications, one per line; `-` reads standard input
    #[arg(default_value = "-")]
    notifications: PathBuf,
    /// Give up after this many seconds
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<f64>,
    /// Print the sentence of the documentation behind each decision
    #[arg(long)]
    explain: bool,
}

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version end up here, too. It is not an error if nobody reads them.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 4 } else { 0 });
        }
    };
    match run(&args) {
        Ok(end) => ExitCode::from(end.code()),
        Err(error) => {
            eprintln!("error: {}", escape::line(&error.to_string()));
            ExitCode::from(4)
        }
    }
}

fn run(args: &Args) -> Result<End, BadInput> {
    let until = match args.timeout.map(Duration::try_from_secs_f64) {
        None => None,
        Some(Ok(timeout)) => Instant::now().checked_add(timeout),
        Some(Err(_)) => return Err(BadInput::Timeout),
    };
    let mut out = io::stdout().lock();
    let mut print = |lines: Vec<String>| {
        // A reader that has gone away does not want the rest.
        let _ = lines
            .iter()
            .try_for_each(|line| writeln!(out, "{}", escape::line(line)))
            .and_then(|()| out.flush());
    };
    let mut watch = Watch::new(args.explain);
    let answer = input::answer(open(&args.response)?, &args.response)?;
    print(watch.answer(answer.as_ref()));
    if watch.end().is_none() {
        let lines = input::lines(open(&args.notifications)?)
            .map_err(|error| BadInput::Unreadable(args.notifications.clone(), error))?;
        loop {
            match input::next(&lines, until) {
                Line::Batch(batch) => print(watch.batch(&batch?)),
                Line::Over => break,
                Line::TimedOut => {
                    print(vec!["timed out".to_owned()]);
                    break;
                }
            }
            if watch.end().is_some() {
                break;
            }
        }
    }
    let end = watch.end().unwrap_or(End::Unspecified);
    print(vec![watch.last_words(end)]);
    Ok(end)
}

fn open(path: &Path) -> Result<Box<dyn io::BufRead + Send>, BadInput> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(BufReader::new(file))),
        Err(error) => Err(BadInput::Unreadable(path.to_owned(), error)),
    }
}
