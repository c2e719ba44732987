//! Conversions from and to the types of the crate `chrono`.

use chrono::{
    DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, ParseResult, SecondsFormat,
    TimeDelta, TimeZone,
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
    pub fn to_chrono(&self) -> ParseResult<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(&rfc3339(self.as_str(), ""))
    }

    /// Like [`to_chrono`](DateTimeOffset::to_chrono), but assumes UTC if the text has no offset.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid date and time.
    pub fn to_chrono_or_utc(&self) -> ParseResult<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(&rfc3339(self.as_str(), "Z"))
    }

    /// Parses the date and time as written, ignoring the offset.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a valid date and time.
    pub fn to_chrono_civil(&self) -> ParseResult<NaiveDateTime> {
        civil(self.as_str()).parse()
    }
}

impl<Z: TimeZone> From<DateTime<Z>> for DateTimeOffset {
    fn from(moment: DateTime<Z>) -> DateTimeOffset {
        DateTimeOffset::from(moment.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl Date {
    /// Parses the text as a date.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not of the form year, month and day.
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
    /// Parses the text as a time of day.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not of the form hour, minute and second.
    pub fn to_chrono(&self) -> ParseResult<NaiveTime> {
        clock(self.as_str()).parse()
    }
}

impl From<NaiveTime> for TimeOfDay {
    fn from(time: NaiveTime) -> TimeOfDay {
        TimeOfDay::from(time.to_string())
    }
}

impl Duration {
    /// Parses the duration. A day counts as 24 hours.
    ///
    /// # Errors
    ///
    /// Returns an error in the same cases as [`to_std`](Duration::to_std), except that the duration may be negative,
    /// and if it is longer than `chrono` supports.
    pub fn to_chrono(&self) -> Result<TimeDelta, Error> {
        let length = self.length()?;
        let seconds = i64::try_from(length.seconds).ok();
        let delta = seconds.and_then(|seconds| TimeDelta::new(seconds, length.nanoseconds));
        let delta = delta.ok_or_else(|| self.refused("a shorter length of time"))?;
        Ok(if length.is_negative { -delta } else { delta })
    }
}

impl From<TimeDelta> for Duration {
    fn from(delta: TimeDelta) -> Duration {
        let length = delta.abs();
        Duration::from(Length {
            is_negative: delta < TimeDelta::zero(),
            seconds: length.num_seconds().unsigned_abs(),
            nanoseconds: length.subsec_nanos().unsigned_abs(),
        })
    }
}
