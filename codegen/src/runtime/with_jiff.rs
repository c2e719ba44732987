//! Conversions from and to the types of the crate `jiff`.

use jiff::{
    Error, Span, Timestamp,
    civil::{self, DateTime, Time},
    fmt::temporal::Pieces,
    tz::TimeZone,
};

use super::{
    Date, DateTimeOffset, Duration, TimeOfDay,
    moment::{clock, nine, rfc3339},
};

impl DateTimeOffset {
    /// Parses the text as a point in time. Its offset is applied and then dropped.
    ///
    /// Services use the last hours of the year 9999 to say that something has no end. Those become [`Timestamp::MAX`],
    /// the latest time that jiff supports.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid date and time with an offset.
    pub fn to_jiff(&self) -> Result<Timestamp, Error> {
        moment(&rfc3339(self.as_str(), ""))
    }

    /// Like [`to_jiff`](DateTimeOffset::to_jiff), but assumes UTC if the text has no offset.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid date and time.
    pub fn to_jiff_or_utc(&self) -> Result<Timestamp, Error> {
        moment(&rfc3339(self.as_str(), "Z"))
    }

    /// Parses the date and time as written, ignoring the offset.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid date and time.
    pub fn to_jiff_civil(&self) -> Result<DateTime, Error> {
        super::moment::civil(self.as_str()).parse()
    }
}

fn moment(text: &str) -> Result<Timestamp, Error> {
    let is_last = |last: DateTime| {
        let end = Timestamp::MAX.to_zoned(TimeZone::UTC).datetime();
        last.date().year() == 9999 && last.date() >= end.date()
    };
    text.parse().or_else(|error| {
        let pieces = Pieces::parse(text)?;
        let offset = pieces.to_numeric_offset();
        match (pieces.time(), offset) {
            (Some(time), Some(_)) if is_last(pieces.date().to_datetime(time)) => Ok(Timestamp::MAX),
            _ => Err(error),
        }
    })
}

impl From<Timestamp> for DateTimeOffset {
    fn from(moment: Timestamp) -> DateTimeOffset {
        DateTimeOffset::from(moment.to_string())
    }
}

impl Date {
    /// Parses the text as a date.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid date.
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
    /// Parses the text as a time of day.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid time.
    pub fn to_jiff(&self) -> Result<Time, Error> {
        clock(self.as_str()).parse()
    }
}

impl From<Time> for TimeOfDay {
    fn from(time: Time) -> TimeOfDay {
        TimeOfDay::from(time.to_string())
    }
}

impl Duration {
    /// Parses the duration, keeping the units in which it is written.
    ///
    /// # Errors
    ///
    /// Returns an error if the text does not follow ISO 8601.
    pub fn to_jiff(&self) -> Result<Span, Error> {
        let text = self.as_str();
        match text.split_once('.') {
            Some((whole, fraction)) if fraction.ends_with('S') => {
                let digits = nine(fraction.trim_end_matches('S'));
                format!("{whole}.{digits}S").parse()
            }
            _ => text.parse(),
        }
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Duration {
        Duration::from(span.to_string())
    }
}
