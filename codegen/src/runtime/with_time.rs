//! Conversions from and to the types of the crate `time`.

use time::{
    OffsetDateTime, PrimitiveDateTime, Time,
    error::{Format, Parse},
    format_description::well_known::{Iso8601, Rfc3339},
};

use super::{
    Date, DateTimeOffset, Duration, Error, TimeOfDay,
    duration::Length,
    moment::{civil, clock, rfc3339},
};

impl DateTimeOffset {
    /// Parses the text as a point in time.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid date and time with an offset.
    pub fn to_time(&self) -> Result<OffsetDateTime, Parse> {
        OffsetDateTime::parse(&rfc3339(self.as_str(), ""), &Rfc3339)
    }

    /// Like [`to_time`](DateTimeOffset::to_time), but assumes UTC if the text has no offset.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid date and time.
    pub fn to_time_or_utc(&self) -> Result<OffsetDateTime, Parse> {
        OffsetDateTime::parse(&rfc3339(self.as_str(), "Z"), &Rfc3339)
    }

    /// Parses the date and time as written, ignoring the offset.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid date and time.
    pub fn to_time_civil(&self) -> Result<PrimitiveDateTime, Parse> {
        PrimitiveDateTime::parse(&civil(self.as_str()), &Iso8601::DATE_TIME)
    }
}

impl TryFrom<OffsetDateTime> for DateTimeOffset {
    type Error = Format;

    fn try_from(moment: OffsetDateTime) -> Result<DateTimeOffset, Format> {
        moment.format(&Rfc3339).map(DateTimeOffset::from)
    }
}

impl Date {
    /// Parses the text as a date.
    ///
    /// # Errors
    ///
    /// Returns an error if the text does not follow ISO 8601.
    pub fn to_time(&self) -> Result<time::Date, Parse> {
        time::Date::parse(self.as_str(), &Iso8601::DATE)
    }
}

impl TryFrom<time::Date> for Date {
    type Error = Format;

    fn try_from(day: time::Date) -> Result<Date, Format> {
        day.format(&Iso8601::DATE).map(Date::from)
    }
}

impl TimeOfDay {
    /// Parses the text as a time of day.
    ///
    /// # Errors
    ///
    /// Returns an error if the text does not follow ISO 8601.
    pub fn to_time(&self) -> Result<Time, Parse> {
        Time::parse(&clock(self.as_str()), &Iso8601::TIME)
    }
}

impl Duration {
    /// Parses the duration. A day counts as 24 hours.
    ///
    /// # Errors
    ///
    /// Returns an error in the same cases as [`to_std`](Duration::to_std), except that the duration may be negative,
    /// and if it is longer than `time` supports.
    pub fn to_time(&self) -> Result<time::Duration, Error> {
        let length = self.length()?;
        let seconds = i64::try_from(length.seconds);
        let seconds = seconds.map_err(|_| self.refused("a shorter length of time"))?;
        let nanoseconds = length.nanoseconds as i32;
        Ok(match length.is_negative {
            true => time::Duration::new(-seconds, -nanoseconds),
            false => time::Duration::new(seconds, nanoseconds),
        })
    }
}

impl From<time::Duration> for Duration {
    fn from(duration: time::Duration) -> Duration {
        let length = duration.unsigned_abs();
        Duration::from(Length {
            is_negative: duration.is_negative(),
            seconds: length.as_secs(),
            nanoseconds: length.subsec_nanos(),
        })
    }
}
