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

runtime::record! {
    CommsOperation: "microsoft.graph.commsOperation";
    fields {
        client_context: "clientContext",
        id: "id",
        result_info: "resultInfo",
        status: "status",
    }
}

runtime::record! {
    ResultInfo: "microsoft.graph.resultInfo";
    fields {
        code: "code",
        message: "message",
        subcode: "subcode",
    }
}

runtime::record! {
    Empty: "microsoft.graph.empty";
    fields {}
}

runtime::record! {
    Sample: "microsoft.graph.sample";
    fields {
        any: "any",
        any_list: "anyList",
        binary: "binary",
        byte: "byte",
        child: "child",
        children: "children",
        color: "color",
        colors: "colors",
        date: "date",
        decimal: "decimal",
        double: "double",
        doubles: "doubles",
        duration: "duration",
        empty: "empty",
        flag: "flag",
        guid: "guid",
        int: "int",
        long: "long",
        operation: "operation",
        palette: "palette",
        sbyte: "sbyte",
        short: "short",
        text: "text",
        texts: "texts",
        time: "time",
        when: "when",
        whens: "whens",
    }
}

runtime::wire_enum! {
    CommsOperationStatus: "microsoft.graph.commsOperationStatus";
    NotStarted: "notStarted",
    Running: "running",
    Completed: "completed",
    Failed: "failed",
}

runtime::wire_enum! {
    Color: "microsoft.graph.color";
    Red: "red",
    Green: "green",
    Blue: "blue",
    UnknownFutureValue: "unknownFutureValue",
}
