//! Writes reports to files.

use std::io;

use graphdoc_codegen::unstable::sync;

use super::Report;
use crate::{args::ReportFile, failure::Failure};

/// Writes a report to each file, in its format and without colors.
///
/// # Errors
/// Returns an error if a file cannot be written.
pub fn write(
    report: &mut Report,
    files: &[ReportFile],
    print: impl Fn(&mut Vec<u8>, &Report) -> io::Result<()>,
) -> Result<(), Failure> {
    let printed = report.format;
    for file in files {
        report.format = file.format;
        let mut text = Vec::new();
        print(&mut text, report)?;
        let text = anstream::adapter::strip_bytes(&text).into_vec();
        sync::replace(&file.path, text)?;
    }
    report.format = printed;
    Ok(())
}
