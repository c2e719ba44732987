//! Upload sessions: which bytes of a file to send next.

use std::{fmt, ops::Range};

/// The size of each chunk but the last must be a multiple of this many bytes.
const UNIT: u64 = 320 << 10;
/// The maximum number of bytes in a request.
const MOST: u64 = 60 << 20;

/// A file to be sent in chunks.
///
/// Send each chunk to the `uploadUrl` of the session. The response to the last one, with the status 200 or 201, is the
/// resource that was created; the others, with 202, say which ranges are expected next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    size: u64,
    chunk: u64,
}

/// The bytes of a file that are sent in one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    range: Range<u64>,
    size: u64,
}

/// Why a file cannot be sent in chunks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UploadError {
    /// The chunk size is not a multiple of 320 KiB, is zero, or exceeds 60 MiB.
    ChunkSize(u64),
    /// The file is empty. An empty file has no chunks; send it in one request.
    EmptyFile,
    /// The service expects a range that is malformed or outside the file.
    Range(String),
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UploadError::ChunkSize(chunk) => write!(
                f,
                "expected a multiple of 320 KiB up to 60 MiB, found {chunk} bytes"
            ),
            UploadError::EmptyFile => f.write_str("an empty file cannot be sent in chunks"),
            UploadError::Range(range) => write!(
                f,
                "expected a range of the file, such as \"0-\", found {range:?}"
            ),
        }
    }
}

impl std::error::Error for UploadError {}

impl Upload {
    /// Creates an upload of a file of `size` bytes in chunks of `chunk` bytes: a multiple of 320 KiB and at most 60
    /// MiB, for Outlook attachments less than 4 MB.
    ///
    /// # Errors
    ///
    /// Returns an error if the file is empty or the chunk size is not allowed.
    pub fn new(size: u64, chunk: u64) -> Result<Upload, UploadError> {
        if chunk == 0 || chunk / UNIT * UNIT != chunk || chunk > MOST {
            return Err(UploadError::ChunkSize(chunk));
        }
        if size == 0 {
            return Err(UploadError::EmptyFile);
        }
        Ok(Upload { size, chunk })
    }

    /// Returns the chunk to send next, or `None` if nothing is missing.
    ///
    /// `expected` is the `nextExpectedRanges` of the session or of the last response, such as `"26-"` or `"0-25"`, or
    /// `"26"` for Outlook attachments.
    ///
    /// # Errors
    ///
    /// Returns an error if a range cannot be parsed or is outside the file.
    pub fn next<S: AsRef<str>>(&self, expected: &[S]) -> Result<Option<Chunk>, UploadError> {
        let mut first: Option<Range<u64>> = None;
        for text in expected {
            let range = self.range(text.as_ref())?;
            if first.as_ref().is_none_or(|first| range.start < first.start) {
                first = Some(range);
            }
        }
        Ok(first.map(|range| Chunk {
            range: range.start..range.end.min(range.start.saturating_add(self.chunk)),
            size: self.size,
        }))
    }

    fn range(&self, text: &str) -> Result<Range<u64>, UploadError> {
        let range = || {
            let (start, end) = text.trim().split_once('-').unwrap_or((text.trim(), ""));
            let start = number(start)?;
            let last = match end {
                "" => self.size - 1,
                end => number(end)?.min(self.size - 1),
            };
            (start <= last).then(|| start..last + 1)
        };
        range().ok_or_else(|| UploadError::Range(text.to_owned()))
    }
}

/// Parses a number that consists of nothing but digits, as the service writes it.
fn number(text: &str) -> Option<u64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

impl Chunk {
    /// Returns which bytes of the file the chunk has.
    pub fn range(&self) -> Range<u64> {
        self.range.clone()
    }

    /// Returns the value of the header `Content-Range`.
    pub fn content_range(&self) -> String {
        let Range { start, end } = self.range;
        format!("bytes {start}-{}/{}", end - 1, self.size)
    }

    /// Returns the value of the header `Content-Length`.
    pub fn content_length(&self) -> u64 {
        self.range.end - self.range.start
    }

    /// Whether this is the last chunk of the file.
    pub fn is_last(&self) -> bool {
        self.range.end == self.size
    }
}
