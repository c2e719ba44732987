//! Conversions from and to the types of the crate `chrono`.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, ParseResult, SecondsFormat, TimeZone};

use super::{Date, DateTimeOffset, TimeOfDay};

impl DateTimeOffset {
    /// The moment that the text names.
    ///
    /// # Errors
    ///
    /// If the text does not follow RFC 3339.
    pub fn to_chrono(&self) -> ParseResult<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(self.as_str())
    }
}

impl<Z: TimeZone> From<DateTime<Z>> for DateTimeOffset {
    fn from(moment: DateTime<Z>) -> DateTimeOffset {
        DateTimeOffset::from(moment.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl Date {
    /// The day that the text names.
    ///
    /// # Errors
    ///
    /// If the text is not year, month and day.
    pub fn to_chrono(&self) -> ParseResult<NaiveDate> {
        self.as_str().parse()
    }
}

impl From<NaiveDate> for Date {
    fn from(day: NaiveDate) -> Date {
        Date::from(day.to_string())
    }
}

impl TimeOfDay {
    /// The time that the text names.
    ///
    /// # Errors
    ///
    /// If the text is not hour, minute and second.
    pub fn to_chrono(&self) -> ParseResult<NaiveTime> {
        self.as_str().parse()
    }
}

impl From<NaiveTime> for TimeOfDay {
    fn from(time: NaiveTime) -> TimeOfDay {
        TimeOfDay::from(time.to_string())
    }
}
