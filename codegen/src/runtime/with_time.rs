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
    /// The moment that the text names.
    ///
    /// # Errors
    ///
    /// If the text names no moment, or no zone.
    pub fn to_time(&self) -> Result<OffsetDateTime, Parse> {
        OffsetDateTime::parse(&rfc3339(self.as_str(), ""), &Rfc3339)
    }

    /// The moment that the text names, in UTC if it names no zone.
    ///
    /// # Errors
    ///
    /// If the text names no moment.
    pub fn to_time_or_utc(&self) -> Result<OffsetDateTime, Parse> {
        OffsetDateTime::parse(&rfc3339(self.as_str(), "Z"), &Rfc3339)
    }

    /// Date and time as they are written, whatever the zone.
    ///
    /// # Errors
    ///
    /// If the text names no date and time.
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
    /// The day that the text names.
    ///
    /// # Errors
    ///
    /// If the text does not follow ISO 8601.
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
    /// The time that the text names.
    ///
    /// # Errors
    ///
    /// If the text does not follow ISO 8601.
    pub fn to_time(&self) -> Result<Time, Parse> {
        Time::parse(&clock(self.as_str()), &Iso8601::TIME)
    }
}

impl Duration {
    /// The length of time. A day has 24 hours.
    ///
    /// # Errors
    ///
    /// As [`to_std`](Duration::to_std), but it may be negative; and if it is longer than `time` knows.
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
