//! How far a long run is, on a terminal only.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::{encode::terminal, paths};

/// A line on standard error that goes away when the run ends.
pub struct Progress(ProgressBar);

impl Progress {
    /// Starts it. Nothing is shown when standard error is no terminal, or when told to be quiet.
    pub fn start(message: &'static str, quiet: bool) -> Progress {
        if quiet || !std::io::stderr().is_terminal() {
            return Progress(ProgressBar::hidden());
        }
        let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}");
        let bar = ProgressBar::new_spinner().with_message(message);
        let bar = match style {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        };
        bar.enable_steady_tick(Duration::from_millis(100));
        Progress(bar)
    }
}

/// Says that another run is at work in a folder.
pub fn waiting(folder: &Path) {
    let shown = paths::shown(folder);
    // Whoever has closed standard error does not want to know.
    let _ = writeln!(
        io::stderr(),
        "waiting for another run of graphdoc in `{}`",
        terminal::line(&shown)
    );
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
