//! Reads what comes in.

use std::{
    error::Error,
    fmt,
    io::{self, BufRead, Read},
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    thread,
    time::Instant,
};

use msgraph_types::{
    CommsNotification, CommsNotifications, CommsOperation, Value, from_value, json,
    life::action_response_from_slice,
};

/// Lines that are longer are no notifications.
const LONGEST: u64 = 16 << 20;

/// So many lines are read ahead.
const AHEAD: usize = 16;

/// Input that is of no use.
#[derive(Debug)]
pub enum BadInput {
    /// A file that cannot be read.
    Unreadable(PathBuf, io::Error),
    /// An answer that is none.
    Answer(Box<dyn Error + Send + Sync>),
    /// A line, from 1, that is no notification.
    Line(usize, Box<dyn Error + Send + Sync>),
    /// A number of seconds that is none.
    Timeout,
}

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadInput::Unreadable(path, error) => {
                write!(f, "cannot read `{}`: {error}", path.display())
            }
            BadInput::Answer(error) => write!(f, "the answer to the action: {error}"),
            BadInput::Line(number, error) => {
                write!(f, "line {number} of the notifications: {error}")
            }
            BadInput::Timeout => f.write_str("`--timeout` takes a number of seconds"),
        }
    }
}

/// The answer to an action from its body.
pub fn answer(body: &[u8]) -> Result<Option<CommsOperation>, BadInput> {
    action_response_from_slice(body).map_err(|error| BadInput::Answer(error.into()))
}

/// What comes next.
pub enum Line {
    /// Notifications.
    Batch(Result<CommsNotifications, BadInput>),
    /// Nothing any more.
    Over,
    /// Nothing in time.
    TimedOut,
}

type Lines = Receiver<(usize, io::Result<Vec<u8>>)>;

/// Reads lines on a thread of its own, so that waiting for one can end.
pub fn lines(mut reader: Box<dyn BufRead + Send>) -> Lines {
    let (sender, receiver) = sync_channel(AHEAD);
    thread::spawn(move || {
        for number in 1.. {
            let mut line = Vec::new();
            let read = reader.by_ref().take(LONGEST).read_until(b'\n', &mut line);
            let is_last = !matches!(read, Ok(length) if length > 0);
            if matches!(read, Ok(0))
                || sender.send((number, read.map(|_| line))).is_err()
                || is_last
            {
                return;
            }
        }
    });
    receiver
}

/// The next line that is not blank.
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

/// A batch, or a notification by itself.
fn batch(line: &[u8]) -> Result<CommsNotifications, Box<dyn Error + Send + Sync>> {
    let value: Value = json::from_slice(line)?;
    let members = value.as_object().ok_or("expected an object")?;
    if members.get("value").is_some() {
        return Ok(from_value(&value)?);
    }
    let one: CommsNotification = from_value(&value)?;
    let mut batch = CommsNotifications::default();
    batch.value = Some(vec![one]);
    Ok(batch)
}
