//! How much a finding or a change matters.

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A tolerance was used; shown with `-v` only.
    Allow,
    /// Something is probably wrong in the documentation; the output is still sound.
    Warn,
    /// The page could not be used.
    Deny,
}

/// What a change does to users of the generated crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing.
    #[default]
    None,
    /// Documentation only.
    Patch,
    /// Something new.
    Minor,
    /// It compiles and may behave otherwise.
    Dangerous,
    /// Programs stop to compile or values stop to be read.
    Breaking,
}

impl Severity {
    /// How much a change of this severity matters.
    pub const fn level(self) -> Level {
        match self {
            Severity::Breaking => Level::Deny,
            Severity::Dangerous => Level::Warn,
            Severity::Minor | Severity::Patch | Severity::None => Level::Allow,
        }
    }

    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::None => "none",
            Severity::Patch => "patch",
            Severity::Minor => "minor",
            Severity::Dangerous => "dangerous",
            Severity::Breaking => "breaking",
        }
    }
}
