//! Durations as numbers.

use std::time;

use serde::de::Error as _;

use super::{Duration, Error};

/// A duration that does not depend on the date.
pub(super) struct Length {
    pub is_negative: bool,
    pub seconds: u64,
    pub nanoseconds: u32,
}

impl Duration {
    /// Converts the text to a [`std::time::Duration`]. A day counts as 24 hours.
    ///
    /// # Errors
    ///
    /// Returns an error if the text does not follow ISO 8601, if the duration is negative, or if it has years or
    /// months, whose lengths vary.
    pub fn to_std(&self) -> Result<time::Duration, Error> {
        let length = self.length()?;
        let is_zero = length.seconds == 0 && length.nanoseconds == 0;
        match length.is_negative && !is_zero {
            true => Err(self.refused("a length of time that is not negative")),
            false => Ok(time::Duration::new(length.seconds, length.nanoseconds)),
        }
    }

    /// Parses the text, if its duration does not depend on the date.
    pub(super) fn length(&self) -> Result<Length, Error> {
        read(self.as_str()).ok_or_else(|| self.refused("a length of time such as PT1H30M"))
    }

    pub(super) fn refused(&self, expected: &str) -> Error {
        Error::custom(format_args!(
            "expected {expected}, found {:?}",
            self.as_str()
        ))
    }
}

impl From<Length> for Duration {
    fn from(length: Length) -> Duration {
        let sign = if length.is_negative { "-" } else { "" };
        let fraction = format!(".{:09}", length.nanoseconds);
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        Duration::from(format!("{sign}PT{}{fraction}S", length.seconds))
    }
}

impl From<time::Duration> for Duration {
    fn from(length: time::Duration) -> Duration {
        Duration::from(Length {
            is_negative: false,
            seconds: length.as_secs(),
            nanoseconds: length.subsec_nanos(),
        })
    }
}

fn read(text: &str) -> Option<Length> {
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(text) => (true, text),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (days, hours) = match text.strip_prefix('P')?.split_once('T') {
        Some((days, hours)) => (days, Some(hours)),
        None => (&text[1..], None),
    };
    let mut length = Length {
        is_negative,
        seconds: 0,
        nanoseconds: 0,
    };
    // Years and months have no fixed length.
    let of_days = [('Y', 0), ('M', 0), ('W', 604_800), ('D', 86_400)];
    length.add(days, &of_days, hours.is_some())?;
    if let Some(hours) = hours {
        length.add(hours, &[('H', 3600), ('M', 60), ('S', 1)], false)?;
    }
    Some(length)
}

impl Length {
    /// Adds up numbers that are each followed by the letter of their unit, in the order of the units.
    fn add(&mut self, mut text: &str, units: &[(char, u64)], may_be_empty: bool) -> Option<()> {
        if text.is_empty() {
            return may_be_empty.then_some(());
        }
        let mut units = units.iter();
        while !text.is_empty() {
            let end = text.find(|c: char| c.is_ascii_alphabetic())?;
            let (number, rest) = text.split_at(end);
            let unit = rest.chars().next()?;
            let (_, seconds) = units.find(|(own, _)| *own == unit)?;
            text = &rest[1..];
            let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
            let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            let is_number = is_digits(whole) && is_digits(fraction) && !fraction.is_empty();
            if !is_number || number != whole && unit != 'S' {
                return None;
            }
            let whole: u64 = whole.parse().ok()?;
            if whole > 0 && *seconds == 0 {
                return None;
            }
            self.seconds = self.seconds.checked_add(whole.checked_mul(*seconds)?)?;
            self.nanoseconds = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
        }
        Some(())
    }
}
