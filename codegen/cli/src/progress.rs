//! Progress of a long run, shown on a terminal only.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    sync::mpsc::{RecvTimeoutError, Sender, channel},
    thread::{Builder, JoinHandle},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::{encode::terminal, paths};

/// A line on standard error that is removed when the run ends.
pub struct Progress {
    bar: ProgressBar,
    ticks: Option<Ticks>,
}

/// Keeps the line moving until the sender is dropped.
type Ticks = (Sender<()>, JoinHandle<()>);

impl Progress {
    /// Starts the line. Shows nothing if standard error is not a terminal or `quiet` is set.
    pub fn start(message: &'static str, quiet: bool) -> Progress {
        if quiet || !std::io::stderr().is_terminal() {
            let bar = ProgressBar::hidden();
            return Progress { bar, ticks: None };
        }
        let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}");
        let bar = ProgressBar::new_spinner().with_message(message);
        let bar = match style {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        };
        let ticks = ticks(bar.clone());
        Progress { bar, ticks }
    }
}

/// Ticks on a thread of our own: indicatif panics if the system allows no more threads, while a line that does not move
/// does no harm.
fn ticks(bar: ProgressBar) -> Option<Ticks> {
    let (sender, receiver) = channel();
    let tick = move || {
        while receiver.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
            bar.tick();
        }
    };
    Some((sender, Builder::new().spawn(tick).ok()?))
}

/// Reports that another run is using a folder.
pub fn waiting(folder: &Path) {
    let shown = paths::shown(folder);
    // If standard error is closed, nobody wants to know.
    let _ = writeln!(
        io::stderr(),
        "waiting for another run of graphdoc in `{}`",
        terminal::line(&shown)
    );
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.ticks.take() {
            drop(sender);
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
