//! Dates and times whose time zone is in another member, as in `dateTimeTimeZone`.

/// Adds methods to a type with the members `dateTime` and `timeZone`, both texts, that convert it to and from dates and
/// times without a time zone. No library knows the names that the service gives to time zones, such as `Pacific
/// Standard Time`.
#[allow(unused_macros, reason = "the area of the type may be off")]
macro_rules! civil {
    ($name:ident) => {
        #[allow(dead_code)]
        impl $name {
            /// Parses the date and time, which is in the time zone that `time_zone` names.
            ///
            /// # Errors
            ///
            /// Returns an error if `date_time` is absent or not a valid date and time.
            #[cfg(feature = "jiff")]
            pub fn to_jiff_civil(
                &self,
            ) -> ::std::result::Result<::jiff::civil::DateTime, ::jiff::Error> {
                let text = self.date_time.as_deref().unwrap_or_default();
                runtime::DateTimeOffset::from(text).to_jiff_civil()
            }
            /// Creates a value from a date and time in the time zone with this name.
            #[cfg(feature = "jiff")]
            pub fn from_jiff_civil(
                date_time: ::jiff::civil::DateTime,
                time_zone: impl ::std::convert::Into<::std::string::String>,
            ) -> Self {
                Self {
                    date_time: ::std::option::Option::Some(::std::string::ToString::to_string(
                        &date_time,
                    )),
                    time_zone: ::std::option::Option::Some(time_zone.into()),
                    ..::std::default::Default::default()
                }
            }
            /// Parses the date and time, which is in the time zone that `time_zone` names.
            ///
            /// # Errors
            ///
            /// Returns an error if `date_time` is absent or not a valid date and time.
            #[cfg(feature = "time")]
            pub fn to_time_civil(
                &self,
            ) -> ::std::result::Result<::time::PrimitiveDateTime, ::time::error::Parse> {
                let text = self.date_time.as_deref().unwrap_or_default();
                runtime::DateTimeOffset::from(text).to_time_civil()
            }
            /// Creates a value from a date and time in the time zone with this name.
            ///
            /// # Errors
            ///
            /// Returns an error if the year has more than four digits.
            #[cfg(feature = "time")]
            pub fn from_time_civil(
                date_time: ::time::PrimitiveDateTime,
                time_zone: impl ::std::convert::Into<::std::string::String>,
            ) -> ::std::result::Result<Self, ::time::error::Format> {
                let format = &::time::format_description::well_known::Iso8601::DATE_TIME;
                ::std::result::Result::Ok(Self {
                    date_time: ::std::option::Option::Some(date_time.format(format)?),
                    time_zone: ::std::option::Option::Some(time_zone.into()),
                    ..::std::default::Default::default()
                })
            }
            /// Parses the date and time, which is in the time zone that `time_zone` names.
            ///
            /// # Errors
            ///
            /// Returns an error if `date_time` is absent or not a valid date and time.
            #[cfg(feature = "chrono")]
            pub fn to_chrono_civil(&self) -> ::chrono::ParseResult<::chrono::NaiveDateTime> {
                let text = self.date_time.as_deref().unwrap_or_default();
                runtime::DateTimeOffset::from(text).to_chrono_civil()
            }
            /// Creates a value from a date and time in the time zone with this name.
            #[cfg(feature = "chrono")]
            pub fn from_chrono_civil(
                date_time: ::chrono::NaiveDateTime,
                time_zone: impl ::std::convert::Into<::std::string::String>,
            ) -> Self {
                let text = date_time.format("%Y-%m-%dT%H:%M:%S%.f");
                Self {
                    date_time: ::std::option::Option::Some(::std::string::ToString::to_string(
                        &text,
                    )),
                    time_zone: ::std::option::Option::Some(time_zone.into()),
                    ..::std::default::Default::default()
                }
            }
        }
    };
}
#[allow(unused_imports, reason = "the area of the type may be off")]
pub(crate) use civil;
