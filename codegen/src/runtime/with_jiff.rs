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
    /// The moment that the text names; its offset is applied and forgotten. The last hours of the year 9999, by which
    /// services say that something has no end, become [`Timestamp::MAX`], behind which jiff knows nothing.
    ///
    /// # Errors
    ///
    /// If the text names no moment, or no zone.
    pub fn to_jiff(&self) -> Result<Timestamp, Error> {
        moment(&rfc3339(self.as_str(), ""))
    }

    /// As [`to_jiff`](DateTimeOffset::to_jiff), in UTC if the text names no zone.
    ///
    /// # Errors
    ///
    /// If the text names no moment.
    pub fn to_jiff_or_utc(&self) -> Result<Timestamp, Error> {
        moment(&rfc3339(self.as_str(), "Z"))
    }

    /// Date and time as they are written, whatever the zone.
    ///
    /// # Errors
    ///
    /// If the text names no date and time.
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
        clock(self.as_str()).parse()
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
