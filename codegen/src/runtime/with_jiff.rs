//! Conversions from and to the types of the crate `jiff`.

use jiff::{
    Error, Span, Timestamp,
    civil::{self, Time},
};

use super::{Date, DateTimeOffset, Duration, TimeOfDay};

impl DateTimeOffset {
    /// The moment that the text names; its offset is applied and forgotten.
    ///
    /// # Errors
    ///
    /// If the text names no moment.
    pub fn to_jiff(&self) -> Result<Timestamp, Error> {
        self.as_str().parse()
    }
}

impl From<Timestamp> for DateTimeOffset {
    fn from(moment: Timestamp) -> DateTimeOffset {
        DateTimeOffset::from(moment.to_string())
    }
}

impl Date {
    /// The day that the text names.
    ///
    /// # Errors
    ///
    /// If the text names no day.
    pub fn to_jiff(&self) -> Result<civil::Date, Error> {
        self.as_str().parse()
    }
}

impl From<civil::Date> for Date {
    fn from(day: civil::Date) -> Date {
        Date::from(day.to_string())
    }
}

impl TimeOfDay {
    /// The time that the text names.
    ///
    /// # Errors
    ///
    /// If the text names no time.
    pub fn to_jiff(&self) -> Result<Time, Error> {
        self.as_str().parse()
    }
}

impl From<Time> for TimeOfDay {
    fn from(time: Time) -> TimeOfDay {
        TimeOfDay::from(time.to_string())
    }
}

impl Duration {
    /// The length of time that the text names, in the units that it names.
    ///
    /// # Errors
    ///
    /// If the text does not follow ISO 8601.
    pub fn to_jiff(&self) -> Result<Span, Error> {
        self.as_str().parse()
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Duration {
        Duration::from(span.to_string())
    }
}
