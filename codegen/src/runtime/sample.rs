//! Types as `emit` writes them, without their documentation.
#![allow(missing_docs, reason = "the real ones are documented by their pages")]

use crate::runtime::{
    self, Binary, Date, DateTimeOffset, Decimal, Duration, Extra, FlagSet, Guid, TimeOfDay, Value,
};

#[derive(Default)]
#[non_exhaustive]
pub struct CommsOperation {
    pub client_context: Option<String>,
    pub id: Option<String>,
    pub result_info: Option<Box<ResultInfo>>,
    pub status: Option<CommsOperationStatus>,
    pub extra: Extra,
}

#[derive(Default)]
#[non_exhaustive]
pub struct ResultInfo {
    pub code: Option<i32>,
    pub message: Option<String>,
    pub subcode: Option<i32>,
    pub extra: Extra,
}

#[derive(Default)]
#[non_exhaustive]
pub struct Empty {
    pub extra: Extra,
}

#[derive(Default)]
#[non_exhaustive]
pub struct Sample {
    pub any: Option<Value>,
    pub any_list: Option<Vec<Value>>,
    pub binary: Option<Binary>,
    pub byte: Option<u8>,
    pub child: Option<Box<Sample>>,
    pub children: Option<Vec<Sample>>,
    pub color: Option<Color>,
    pub colors: Option<FlagSet<Color>>,
    pub date: Option<Date>,
    pub decimal: Option<Decimal>,
    pub double: Option<f64>,
    pub doubles: Option<Vec<f64>>,
    pub duration: Option<Duration>,
    pub empty: Option<Box<Empty>>,
    pub flag: Option<bool>,
    pub guid: Option<Guid>,
    pub int: Option<i32>,
    pub long: Option<i64>,
    pub operation: Option<Box<CommsOperation>>,
    pub palette: Option<Vec<Color>>,
    pub sbyte: Option<i8>,
    pub short: Option<i16>,
    pub text: Option<String>,
    pub texts: Option<Vec<String>>,
    pub time: Option<TimeOfDay>,
    pub when: Option<DateTimeOffset>,
    pub whens: Option<Vec<DateTimeOffset>>,
    pub extra: Extra,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CommsOperationStatus {
    NotStarted,
    Running,
    Completed,
    Failed,
    Unrecognized(runtime::Unrecognized),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Color {
    Red,
    Green,
    Blue,
    UnknownFutureValue,
    Unrecognized(runtime::Unrecognized),
}

impl runtime::Record for CommsOperation {
    #[inline]
    fn schema(&self) -> &'static runtime::Schema {
        const SCHEMA: &runtime::Schema = &runtime::Schema::new(
            "microsoft.graph.commsOperation",
            &["clientContext", "id", "resultInfo", "status"],
        );
        SCHEMA
    }
    #[inline]
    fn slot(&self, index: usize) -> &dyn runtime::Slot {
        match index {
            0 => &self.client_context,
            1 => &self.id,
            2 => &self.result_info,
            _ => &self.status,
        }
    }
    #[inline]
    fn views<'a>(&'a self, show: &mut runtime::Show<'_, 'a>) {
        runtime::show_all(self, show);
    }
    #[inline]
    fn visit<'a, V: runtime::Visit<'a>>(&'a self, visit: &mut V) {
        visit.see(0, &self.client_context);
        visit.see(1, &self.id);
        visit.see(2, &self.result_info);
        visit.see(3, &self.status);
    }
    #[inline]
    fn slot_mut(&mut self, index: usize) -> &mut dyn runtime::Slot {
        match index {
            0 => &mut self.client_context,
            1 => &mut self.id,
            2 => &mut self.result_info,
            _ => &mut self.status,
        }
    }
    #[inline]
    fn extra(&self) -> &runtime::Extra {
        &self.extra
    }
    #[inline]
    fn extra_mut(&mut self) -> &mut runtime::Extra {
        &mut self.extra
    }
}
impl ::std::clone::Clone for CommsOperation {
    #[inline]
    fn clone(&self) -> Self {
        runtime::copy(self)
    }
}
impl ::serde::Serialize for CommsOperation {
    #[inline]
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        runtime::serialize(self, serializer)
    }
}
impl<'de> ::serde::Deserialize<'de> for CommsOperation {
    #[inline]
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        runtime::deserialize(deserializer)
    }
}
impl ::std::fmt::Debug for CommsOperation {
    #[inline]
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        runtime::debug(self, f)
    }
}
impl ::std::cmp::PartialEq for CommsOperation {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        runtime::equal(self, other)
    }
}
impl runtime::Record for ResultInfo {
    #[inline]
    fn schema(&self) -> &'static runtime::Schema {
        const SCHEMA: &runtime::Schema = &runtime::Schema::new(
            "microsoft.graph.resultInfo",
            &["code", "message", "subcode"],
        );
        SCHEMA
    }
    #[inline]
    fn slot(&self, index: usize) -> &dyn runtime::Slot {
        match index {
            0 => &self.code,
            1 => &self.message,
            _ => &self.subcode,
        }
    }
    #[inline]
    fn views<'a>(&'a self, show: &mut runtime::Show<'_, 'a>) {
        runtime::show_all(self, show);
    }
    #[inline]
    fn visit<'a, V: runtime::Visit<'a>>(&'a self, visit: &mut V) {
        visit.see(0, &self.code);
        visit.see(1, &self.message);
        visit.see(2, &self.subcode);
    }
    #[inline]
    fn slot_mut(&mut self, index: usize) -> &mut dyn runtime::Slot {
        match index {
            0 => &mut self.code,
            1 => &mut self.message,
            _ => &mut self.subcode,
        }
    }
    #[inline]
    fn extra(&self) -> &runtime::Extra {
        &self.extra
    }
    #[inline]
    fn extra_mut(&mut self) -> &mut runtime::Extra {
        &mut self.extra
    }
}
impl ::std::clone::Clone for ResultInfo {
    #[inline]
    fn clone(&self) -> Self {
        runtime::copy(self)
    }
}
impl ::serde::Serialize for ResultInfo {
    #[inline]
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        runtime::serialize(self, serializer)
    }
}
impl<'de> ::serde::Deserialize<'de> for ResultInfo {
    #[inline]
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        runtime::deserialize(deserializer)
    }
}
impl ::std::fmt::Debug for ResultInfo {
    #[inline]
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        runtime::debug(self, f)
    }
}
impl ::std::cmp::PartialEq for ResultInfo {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        runtime::equal(self, other)
    }
}
impl runtime::Record for Empty {
    #[inline]
    fn schema(&self) -> &'static runtime::Schema {
        const SCHEMA: &runtime::Schema = &runtime::Schema::new("microsoft.graph.empty", &[]);
        SCHEMA
    }
    #[inline]
    fn slot(&self, _: usize) -> &dyn runtime::Slot {
        runtime::no_slot()
    }
    #[inline]
    fn views<'a>(&'a self, show: &mut runtime::Show<'_, 'a>) {
        runtime::show_all(self, show);
    }
    #[inline]
    fn visit<'a, V: runtime::Visit<'a>>(&'a self, _: &mut V) {}
    #[inline]
    fn slot_mut(&mut self, _: usize) -> &mut dyn runtime::Slot {
        runtime::no_slot_mut()
    }
    #[inline]
    fn extra(&self) -> &runtime::Extra {
        &self.extra
    }
    #[inline]
    fn extra_mut(&mut self) -> &mut runtime::Extra {
        &mut self.extra
    }
}
impl ::std::clone::Clone for Empty {
    #[inline]
    fn clone(&self) -> Self {
        runtime::copy(self)
    }
}
impl ::serde::Serialize for Empty {
    #[inline]
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        runtime::serialize(self, serializer)
    }
}
impl<'de> ::serde::Deserialize<'de> for Empty {
    #[inline]
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        runtime::deserialize(deserializer)
    }
}
impl ::std::fmt::Debug for Empty {
    #[inline]
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        runtime::debug(self, f)
    }
}
impl ::std::cmp::PartialEq for Empty {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        runtime::equal(self, other)
    }
}
impl runtime::Record for Sample {
    #[inline]
    fn schema(&self) -> &'static runtime::Schema {
        const SCHEMA: &runtime::Schema = &runtime::Schema::new(
            "microsoft.graph.sample",
            &[
                "any",
                "anyList",
                "binary",
                "byte",
                "child",
                "children",
                "color",
                "colors",
                "date",
                "decimal",
                "double",
                "doubles",
                "duration",
                "empty",
                "flag",
                "guid",
                "int",
                "long",
                "operation",
                "palette",
                "sbyte",
                "short",
                "text",
                "texts",
                "time",
                "when",
                "whens",
            ],
        );
        SCHEMA
    }
    #[inline]
    fn slot(&self, index: usize) -> &dyn runtime::Slot {
        match index {
            0 => &self.any,
            1 => &self.any_list,
            2 => &self.binary,
            3 => &self.byte,
            4 => &self.child,
            5 => &self.children,
            6 => &self.color,
            7 => &self.colors,
            8 => &self.date,
            9 => &self.decimal,
            10 => &self.double,
            11 => &self.doubles,
            12 => &self.duration,
            13 => &self.empty,
            14 => &self.flag,
            15 => &self.guid,
            16 => &self.int,
            17 => &self.long,
            18 => &self.operation,
            19 => &self.palette,
            20 => &self.sbyte,
            21 => &self.short,
            22 => &self.text,
            23 => &self.texts,
            24 => &self.time,
            25 => &self.when,
            _ => &self.whens,
        }
    }
    #[inline]
    fn views<'a>(&'a self, show: &mut runtime::Show<'_, 'a>) {
        runtime::show_all(self, show);
    }
    #[inline]
    fn visit<'a, V: runtime::Visit<'a>>(&'a self, visit: &mut V) {
        visit.see(0, &self.any);
        visit.see(1, &self.any_list);
        visit.see(2, &self.binary);
        visit.see(3, &self.byte);
        visit.see(4, &self.child);
        visit.see(5, &self.children);
        visit.see(6, &self.color);
        visit.see(7, &self.colors);
        visit.see(8, &self.date);
        visit.see(9, &self.decimal);
        visit.see(10, &self.double);
        visit.see(11, &self.doubles);
        visit.see(12, &self.duration);
        visit.see(13, &self.empty);
        visit.see(14, &self.flag);
        visit.see(15, &self.guid);
        visit.see(16, &self.int);
        visit.see(17, &self.long);
        visit.see(18, &self.operation);
        visit.see(19, &self.palette);
        visit.see(20, &self.sbyte);
        visit.see(21, &self.short);
        visit.see(22, &self.text);
        visit.see(23, &self.texts);
        visit.see(24, &self.time);
        visit.see(25, &self.when);
        visit.see(26, &self.whens);
    }
    #[inline]
    fn slot_mut(&mut self, index: usize) -> &mut dyn runtime::Slot {
        match index {
            0 => &mut self.any,
            1 => &mut self.any_list,
            2 => &mut self.binary,
            3 => &mut self.byte,
            4 => &mut self.child,
            5 => &mut self.children,
            6 => &mut self.color,
            7 => &mut self.colors,
            8 => &mut self.date,
            9 => &mut self.decimal,
            10 => &mut self.double,
            11 => &mut self.doubles,
            12 => &mut self.duration,
            13 => &mut self.empty,
            14 => &mut self.flag,
            15 => &mut self.guid,
            16 => &mut self.int,
            17 => &mut self.long,
            18 => &mut self.operation,
            19 => &mut self.palette,
            20 => &mut self.sbyte,
            21 => &mut self.short,
            22 => &mut self.text,
            23 => &mut self.texts,
            24 => &mut self.time,
            25 => &mut self.when,
            _ => &mut self.whens,
        }
    }
    #[inline]
    fn extra(&self) -> &runtime::Extra {
        &self.extra
    }
    #[inline]
    fn extra_mut(&mut self) -> &mut runtime::Extra {
        &mut self.extra
    }
}
impl ::std::clone::Clone for Sample {
    #[inline]
    fn clone(&self) -> Self {
        runtime::copy(self)
    }
}
impl ::serde::Serialize for Sample {
    #[inline]
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        runtime::serialize(self, serializer)
    }
}
impl<'de> ::serde::Deserialize<'de> for Sample {
    #[inline]
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        runtime::deserialize(deserializer)
    }
}
impl ::std::fmt::Debug for Sample {
    #[inline]
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        runtime::debug(self, f)
    }
}
impl ::std::cmp::PartialEq for Sample {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        runtime::equal(self, other)
    }
}
impl runtime::WireEnum for CommsOperationStatus {
    const NAMES: &'static [&'static str] = &["notStarted", "running", "completed", "failed"];
    #[inline]
    fn from_index(index: usize) -> Self {
        match index {
            0 => Self::NotStarted,
            1 => Self::Running,
            2 => Self::Completed,
            _ => Self::Failed,
        }
    }
    #[inline]
    fn unrecognized(text: runtime::Unrecognized) -> Self {
        Self::Unrecognized(text)
    }
    #[inline]
    fn index(&self) -> ::std::result::Result<usize, &runtime::Unrecognized> {
        ::std::result::Result::Ok(match self {
            Self::NotStarted => 0,
            Self::Running => 1,
            Self::Completed => 2,
            Self::Failed => 3,
            Self::Unrecognized(text) => return ::std::result::Result::Err(text),
        })
    }
}
impl runtime::Item for CommsOperationStatus {
    #[inline]
    fn kind() -> &'static str {
        "microsoft.graph.commsOperationStatus"
    }
    #[inline]
    fn take(token: runtime::Token<'_>) -> ::std::option::Option<Self> {
        runtime::read_name(token)
    }
    #[inline]
    fn view(&self) -> runtime::View<'_> {
        runtime::view_name(self)
    }
}
impl CommsOperationStatus {
    #[inline]
    pub fn as_str(&self) -> &str {
        runtime::name(self)
    }
}
impl ::std::convert::From<&str> for CommsOperationStatus {
    #[inline]
    fn from(text: &str) -> Self {
        runtime::parse(text)
    }
}
impl ::std::fmt::Display for CommsOperationStatus {
    #[inline]
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.pad(runtime::name(self))
    }
}
impl ::serde::Serialize for CommsOperationStatus {
    #[inline]
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        runtime::serialize(self, serializer)
    }
}
impl<'de> ::serde::Deserialize<'de> for CommsOperationStatus {
    #[inline]
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        runtime::deserialize(deserializer)
    }
}
impl runtime::WireEnum for Color {
    const NAMES: &'static [&'static str] = &["red", "green", "blue", "unknownFutureValue"];
    #[inline]
    fn from_index(index: usize) -> Self {
        match index {
            0 => Self::Red,
            1 => Self::Green,
            2 => Self::Blue,
            _ => Self::UnknownFutureValue,
        }
    }
    #[inline]
    fn unrecognized(text: runtime::Unrecognized) -> Self {
        Self::Unrecognized(text)
    }
    #[inline]
    fn index(&self) -> ::std::result::Result<usize, &runtime::Unrecognized> {
        ::std::result::Result::Ok(match self {
            Self::Red => 0,
            Self::Green => 1,
            Self::Blue => 2,
            Self::UnknownFutureValue => 3,
            Self::Unrecognized(text) => return ::std::result::Result::Err(text),
        })
    }
}
impl runtime::Item for Color {
    #[inline]
    fn kind() -> &'static str {
        "microsoft.graph.color"
    }
    #[inline]
    fn take(token: runtime::Token<'_>) -> ::std::option::Option<Self> {
        runtime::read_name(token)
    }
    #[inline]
    fn view(&self) -> runtime::View<'_> {
        runtime::view_name(self)
    }
}
impl Color {
    #[inline]
    pub fn as_str(&self) -> &str {
        runtime::name(self)
    }
}
impl ::std::convert::From<&str> for Color {
    #[inline]
    fn from(text: &str) -> Self {
        runtime::parse(text)
    }
}
impl ::std::fmt::Display for Color {
    #[inline]
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.pad(runtime::name(self))
    }
}
impl ::serde::Serialize for Color {
    #[inline]
    fn serialize<S: ::serde::Serializer>(
        &self,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        runtime::serialize(self, serializer)
    }
}
impl<'de> ::serde::Deserialize<'de> for Color {
    #[inline]
    fn deserialize<D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<Self, D::Error> {
        runtime::deserialize(deserializer)
    }
}
