//! Today's date, for entries that expire. Generated code never depends on it.

use std::time::{SystemTime, UNIX_EPOCH};

/// Today as `YYYY-MM-DD`, in UTC.
pub fn today() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = now.map_or(0, |now| now.as_secs());
    day(seconds / 86_400)
}

/// The date for reproducible builds, given by the environment variable `SOURCE_DATE_EPOCH`.
pub fn agreed() -> Option<String> {
    let seconds: u64 = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()?;
    let of_day = seconds % 86_400;
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    // Beyond the year 9999 there is no valid date.
    let day = (seconds < 253_402_300_800).then(|| day(seconds / 86_400))?;
    Some(format!("{day}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// Converts a number of days since 1970-01-01 to a date. Counts in eras of 400 years, which are all alike, and in years
/// that begin in March, so that a leap day comes last.
fn day(days: u64) -> String {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + next)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_convert_to_calendar_dates() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_453, "2025-12-31"),
            (20_454, "2026-01-01"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(day(days), expected);
        }
    }
}
