//! Levels of findings and severities of changes.

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Accepted, or not worth a warning; shown with `-v` only.
    Allow,
    /// Something is probably wrong in the documentation; the output is still sound.
    Warn,
    /// Something is wrong, and the run fails.
    Deny,
}

impl Level {
    /// Returns the word used in the configuration and in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }
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
    /// Programs compile and may behave differently.
    Dangerous,
    /// Programs no longer compile, or values are no longer read.
    Breaking,
}

impl Severity {
    /// Returns the level of a change of this severity.
    pub const fn level(self) -> Level {
        match self {
            Severity::Breaking => Level::Deny,
            Severity::Dangerous => Level::Warn,
            Severity::Minor | Severity::Patch | Severity::None => Level::Allow,
        }
    }

    /// Returns the word used in reports.
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
