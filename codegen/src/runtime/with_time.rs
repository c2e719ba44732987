//! Conversions from and to the types of the crate `time`.

use time::{
    OffsetDateTime, Time,
    error::{Format, Parse},
    format_description::well_known::{Iso8601, Rfc3339},
};

use super::{Date, DateTimeOffset, TimeOfDay};

impl DateTimeOffset {
    /// The moment that the text names.
    ///
    /// # Errors
    ///
    /// If the text does not follow RFC 3339.
    pub fn to_time(&self) -> Result<OffsetDateTime, Parse> {
        OffsetDateTime::parse(self.as_str(), &Rfc3339)
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
        Time::parse(self.as_str(), &Iso8601::TIME)
    }
}
