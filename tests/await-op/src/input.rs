//! Reads the input.

use std::{
    error::Error,
    fmt,
    io::{self, BufRead, Read},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    thread,
    time::Instant,
};

use msgraph_types::{
    CommsNotification, CommsNotifications, CommsOperation, Value, from_value, json,
    operations::action_response_from_slice,
};

/// Maximum size of a response or a line, in MiB.
const MOST_MIB: u64 = 16;

/// Number of lines to read ahead.
const AHEAD: usize = 1;

/// Input that cannot be used.
#[derive(Debug)]
pub enum BadInput {
    /// A file cannot be read.
    Unreadable(PathBuf, io::Error),
    /// The response is invalid.
    Answer(Box<dyn Error + Send + Sync>),
    /// A line, counting from 1, is not a notification.
    Line(usize, Box<dyn Error + Send + Sync>),
    /// The timeout is not a valid number of seconds.
    Timeout,
}

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadInput::Unreadable(path, error) => {
                write!(f, "cannot read `{}`: {error}", path.display())
            }
            BadInput::Answer(error) => write!(f, "invalid response: {error}"),
            BadInput::Line(number, error) => {
                write!(f, "invalid notification on line {number}: {error}")
            }
            BadInput::Timeout => f.write_str("`--timeout` expects a number of seconds"),
        }
    }
}

/// Reads the response to an action from its body.
pub fn answer(mut reader: impl Read, path: &Path) -> Result<Option<CommsOperation>, BadInput> {
    let body = read(|most, body| reader.by_ref().take(most).read_to_end(body));
    let body = body.map_err(|error| BadInput::Unreadable(path.to_owned(), error))?;
    action_response_from_slice(&body).map_err(|error| BadInput::Answer(error.into()))
}

/// Returns what `read` reads, unless it is too long.
fn read(read: impl FnOnce(u64, &mut Vec<u8>) -> io::Result<usize>) -> io::Result<Vec<u8>> {
    let most = MOST_MIB << 20;
    let mut bytes = Vec::new();
    if read(most + 1, &mut bytes)? as u64 > most {
        return Err(io::Error::other(format!("larger than {MOST_MIB} MiB")));
    }
    Ok(bytes)
}

/// The next line of the input.
pub enum Line {
    /// Notifications.
    Batch(Result<CommsNotifications, BadInput>),
    /// The input has ended.
    Over,
    /// No line arrived in time.
    TimedOut,
}

type Lines = Receiver<(usize, io::Result<Vec<u8>>)>;

/// Reads lines on a thread of its own, so that waiting for one can time out.
pub fn lines(mut reader: Box<dyn BufRead + Send>) -> io::Result<Lines> {
    let (sender, receiver) = sync_channel(AHEAD);
    let send = move || {
        for number in 1.. {
            let line = read(|most, line| reader.by_ref().take(most).read_until(b'\n', line));
            let is_last = line.as_ref().is_ok_and(Vec::is_empty);
            let is_broken = line.is_err();
            if is_last || sender.send((number, line)).is_err() || is_broken {
                return;
            }
        }
    };
    thread::Builder::new().spawn(send)?;
    Ok(receiver)
}

/// Returns the next line that is not blank.
pub fn next(lines: &Lines, until: Option<Instant>) -> Line {
    loop {
        let received = match until {
            None => lines.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(until) => lines.recv_timeout(until.saturating_duration_since(Instant::now())),
        };
        match received {
            Ok((_, Ok(line))) if line.iter().all(u8::is_ascii_whitespace) => {}
            Ok((number, Ok(line))) => {
                return Line::Batch(batch(&line).map_err(|error| BadInput::Line(number, error)));
            }
            Ok((number, Err(error))) => {
                return Line::Batch(Err(BadInput::Line(number, error.into())));
            }
            Err(RecvTimeoutError::Disconnected) => return Line::Over,
            Err(RecvTimeoutError::Timeout) => return Line::TimedOut,
        }
    }
}

/// Parses a list of notifications, or a single notification.
fn batch(line: &[u8]) -> Result<CommsNotifications, Box<dyn Error + Send + Sync>> {
    let value: Value = json::from_slice(line)?;
    let members = value.as_object().ok_or("expected an object")?;
    if members.get("value").is_some() {
        return Ok(from_value(&value)?);
    }
    let one: CommsNotification = from_value(&value)?;
    Ok(CommsNotifications {
        value: Some(vec![one]),
        ..Default::default()
    })
}
