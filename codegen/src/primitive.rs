//! Primitive types of OData.

/// A primitive type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are OData's own")]
pub enum Primitive {
    String,
    Boolean,
    Byte,
    SByte,
    Int16,
    Int32,
    Int64,
    Single,
    Double,
    Decimal,
    Date,
    DateTimeOffset,
    TimeOfDay,
    Duration,
    Guid,
    Binary,
    Stream,
    /// Any JSON value (`Edm.Untyped`).
    Untyped,
}

impl Primitive {
    /// Returns the qualified name, such as `Edm.String`.
    pub fn edm(self) -> &'static str {
        match self {
            Primitive::String => "Edm.String",
            Primitive::Boolean => "Edm.Boolean",
            Primitive::Byte => "Edm.Byte",
            Primitive::SByte => "Edm.SByte",
            Primitive::Int16 => "Edm.Int16",
            Primitive::Int32 => "Edm.Int32",
            Primitive::Int64 => "Edm.Int64",
            Primitive::Single => "Edm.Single",
            Primitive::Double => "Edm.Double",
            Primitive::Decimal => "Edm.Decimal",
            Primitive::Date => "Edm.Date",
            Primitive::DateTimeOffset => "Edm.DateTimeOffset",
            Primitive::TimeOfDay => "Edm.TimeOfDay",
            Primitive::Duration => "Edm.Duration",
            Primitive::Guid => "Edm.Guid",
            Primitive::Binary => "Edm.Binary",
            Primitive::Stream => "Edm.Stream",
            Primitive::Untyped => "Edm.Untyped",
        }
    }

    /// Returns the primitive type with this qualified name.
    pub fn of_edm(name: &str) -> Option<Primitive> {
        use Primitive::*;
        let all = [
            String,
            Boolean,
            Byte,
            SByte,
            Int16,
            Int32,
            Int64,
            Single,
            Double,
            Decimal,
            Date,
            DateTimeOffset,
            TimeOfDay,
            Duration,
            Guid,
            Binary,
            Stream,
            Untyped,
        ];
        all.into_iter().find(|primitive| primitive.edm() == name)
    }
}
