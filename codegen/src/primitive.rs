//! Primitive types of OData.

macro_rules! primitives {
    ($($name:ident),* $(,)?) => {
        /// A primitive type.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the names are OData's own")]
        pub enum Primitive {
            $($name,)*
        }

        impl Primitive {
            pub(crate) const ALL: &[Primitive] = &[$(Primitive::$name),*];

            /// Returns the qualified name, such as `Edm.String`.
            pub fn edm(self) -> &'static str {
                match self {
                    $(Primitive::$name => concat!("Edm.", stringify!($name)),)*
                }
            }
        }
    };
}

primitives! {
    String, Boolean, Byte, SByte, Int16, Int32, Int64, Single, Double, Decimal, Date, DateTimeOffset, TimeOfDay,
    Duration, Guid, Binary, Stream, Untyped
}

impl Primitive {
    /// Returns the name without the namespace, such as `String`.
    pub(crate) fn name(self) -> &'static str {
        &self.edm()["Edm.".len()..]
    }

    /// Returns the primitive type with this qualified name.
    pub fn of_edm(name: &str) -> Option<Primitive> {
        let mut all = Primitive::ALL.iter().copied();
        all.find(|primitive| primitive.edm() == name)
    }
}
