//! Fields without their static type: a slot accepts received values and shows its current value.
//!
//! Only reading and writing a single item depend on the format; everything else is compiled once.

use serde::{Serialize, Serializer};

use super::{
    super::{Number, Object, RawValue, Value},
    Expansions, Record,
};

/// A scalar value on the wire, or the start of a list or an object.
#[derive(Clone, Copy, Debug)]
pub enum Token<'a> {
    /// Null, which empties a field.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Str(&'a str),
    /// The start of a list.
    Seq,
    /// The start of an object.
    Map,
    /// A value that no other token can represent.
    Raw(&'a RawValue),
    /// Nothing: the value begun last turned out to be something else and is taken back.
    Retract,
}

/// What a slot did with a token.
pub enum Accepted<'a> {
    /// The field now holds it.
    Fit,
    /// The field now holds it, but would write it differently.
    OtherCase,
    /// The field cannot hold it and is now empty.
    TypeMismatch,
    /// The members that follow belong to this record.
    Record(&'a mut dyn Record),
    /// The elements that follow belong to this list: each token offered to the slot appends an element.
    List(&'a mut dyn Slot),
    /// Whatever follows is stored here unchanged.
    Value(&'a mut Value),
}

/// What a field holds.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// Nothing.
    Absent,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Str(&'a str),
    /// A string that is compared without regard to letter case.
    Guid(&'a str),
    /// The documented name of an enum member.
    Name(&'static str),
    /// A value that no other view can show.
    Raw(&'a RawValue),
    /// A value of any type.
    Value(&'a Value),
    /// A structured value.
    Record(&'a dyn Record),
    /// A list and its number of elements.
    List(&'a dyn Slot, usize),
}

/// A field of any type.
pub trait Slot {
    /// Replaces the value of the field with what is on the wire.
    fn accept(&mut self, token: Token<'_>) -> Accepted<'_>;
    /// Returns a view of the value.
    fn view(&self) -> View<'_>;
    /// Returns an element, if this is a list and the index is in range.
    fn item(&self, index: usize) -> View<'_>;
    /// Returns what fits: the name of the type, and whether a list of it is expected.
    fn kind(&self) -> (&'static str, bool);
    /// Whether an element that begins with this token fits, if this is a list.
    #[inline]
    fn fits(&self, _: Token<'_>) -> bool {
        false
    }
}

/// A type of fields and of elements of lists.
pub trait Item: Sized {
    /// Returns the qualified name of the type.
    fn kind() -> &'static str;
    /// Creates a value from a token, `None` if the token does not fit. A list or an object that begins with it is
    /// filled in later.
    fn from_token(token: Token<'_>) -> Option<Self>;
    /// Whether the token fits.
    #[inline]
    fn fits(token: Token<'_>) -> bool {
        Self::from_token(token).is_some()
    }
    /// Completes the value made from `token` once it is in its final place.
    #[inline]
    fn finish(&mut self, token: Token<'_>) -> Accepted<'_> {
        match (self.view(), token) {
            (View::Name(name), Token::Str(sent)) if name != sent => Accepted::OtherCase,
            (View::Number(_), Token::Raw(_)) => Accepted::OtherCase,
            (View::Number(Number::U64(_) | Number::I64(_)), Token::Str(_)) => Accepted::OtherCase,
            (View::Number(Number::U64(0)), Token::Number(sent)) if sent.is_negative_zero() => {
                Accepted::OtherCase
            }
            _ => Accepted::Fit,
        }
    }
    /// Returns a view of the value.
    fn view(&self) -> View<'_>;
    /// Adds the types that its relationships lead to, if it has any.
    #[inline]
    fn expansions(_: &mut Expansions) {}
    /// Writes the value.
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl<T: Item> Slot for Option<T> {
    #[inline]
    fn accept(&mut self, token: Token<'_>) -> Accepted<'_> {
        *self = T::from_token(token);
        match self {
            Some(value) => value.finish(token),
            None => Accepted::TypeMismatch,
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    #[inline]
    fn item(&self, _: usize) -> View<'_> {
        View::Absent
    }

    #[inline]
    fn kind(&self) -> (&'static str, bool) {
        (T::kind(), false)
    }
}

impl<T: Item> Slot for Option<Vec<T>> {
    #[inline]
    fn accept(&mut self, token: Token<'_>) -> Accepted<'_> {
        *self = None;
        match token {
            Token::Seq => Accepted::List(self.insert(Vec::new())),
            _ => Accepted::TypeMismatch,
        }
    }

    #[inline]
    fn view(&self) -> View<'_> {
        match self {
            Some(list) => View::List(list, list.len()),
            None => View::Absent,
        }
    }

    #[inline]
    fn item(&self, _: usize) -> View<'_> {
        View::Absent
    }

    #[inline]
    fn kind(&self) -> (&'static str, bool) {
        (T::kind(), true)
    }
}

/// The elements of a list. Accepting a token appends an element.
impl<T: Item> Slot for Vec<T> {
    #[inline]
    fn accept(&mut self, token: Token<'_>) -> Accepted<'_> {
        match T::from_token(token) {
            Some(value) => {
                self.push(value);
                match self.last_mut() {
                    Some(last) => last.finish(token),
                    None => Accepted::TypeMismatch,
                }
            }
            None => {
                if let Token::Retract = token {
                    self.pop();
                }
                Accepted::TypeMismatch
            }
        }
    }

    #[inline]
    fn fits(&self, token: Token<'_>) -> bool {
        T::fits(token)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::List(self, self.len())
    }

    #[inline]
    fn item(&self, index: usize) -> View<'_> {
        match self.get(index) {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    #[inline]
    fn kind(&self) -> (&'static str, bool) {
        (T::kind(), true)
    }
}

/// Takes the place of a field that a type does not have. Nothing fits it, so whatever is offered is kept unchanged and
/// reported.
struct Vacant;

impl Slot for [Vacant; 0] {
    fn accept(&mut self, _: Token<'_>) -> Accepted<'_> {
        Accepted::TypeMismatch
    }

    fn view(&self) -> View<'_> {
        View::Absent
    }

    fn item(&self, _: usize) -> View<'_> {
        View::Absent
    }

    fn kind(&self) -> (&'static str, bool) {
        ("nothing", false)
    }
}

/// Returns a slot for an index at which a type has no field.
pub fn no_slot() -> &'static dyn Slot {
    let none: &'static [Vacant; 0] = &[];
    none
}

/// Returns a mutable slot for an index at which a type has no field.
pub fn no_slot_mut() -> &'static mut dyn Slot {
    let none: &'static mut [Vacant; 0] = &mut [];
    none
}

impl View<'_> {
    /// Whether there is no value.
    pub(in super::super) fn is_absent(&self) -> bool {
        matches!(self, View::Absent)
    }

    /// Whether the entry records how this value was spelled, or which elements its list could not hold, and still
    /// agrees with the value.
    pub(in super::super) fn is_spelling(&self, entry: &Value) -> bool {
        matches!(self, View::Name(_) | View::Number(_) | View::List(..)) && self.is_spelled(entry)
    }

    /// Whether `sent` denotes this value. Enum members and numbers may be spelled differently, and a list may have
    /// additional elements that do not fit.
    pub(in super::super) fn is_spelled(&self, sent: &Value) -> bool {
        match (self, sent) {
            (View::Name(name), Value::String(sent)) => name.eq_ignore_ascii_case(sent),
            (View::Str(text) | View::Guid(text), Value::String(sent)) => text == sent,
            (View::Number(number), Value::Number(sent)) => number == sent,
            (View::Number(number), Value::Raw(sent)) => sent.spells(*number),
            // An integer sent as a string, or `INF`, `-INF` or `NaN`.
            (View::Number(number), Value::String(text)) => {
                Number::integer(text) == Some(*number) || Value::from(*self) == *sent
            }
            (View::List(list, len), Value::Array(sent)) => {
                let mut fitting = fitting(*list, sent);
                let mut held = (0..*len).map(|index| list.item(index));
                let is_same = held.all(|held| {
                    let sent = fitting.next().and_then(|place| sent.get(place));
                    sent.is_some_and(|sent| held.is_spelled(sent))
                });
                is_same && fitting.next().is_none()
            }
            (View::Record(_) | View::Bool(_) | View::Raw(_) | View::Value(_), sent) => {
                Value::from(*self) == *sent
            }
            _ => false,
        }
    }
}

/// Iterates over the positions, among all elements that were sent, of those that the list holds.
pub(in super::super) fn fitting<'a>(
    list: &'a dyn Slot,
    sent: &'a [Value],
) -> impl Iterator<Item = usize> + 'a {
    let all = sent.iter().enumerate();
    all.filter(|(_, value)| list.fits(Token::from(*value)))
        .map(|(place, _)| place)
}

impl<'a> From<&'a Value> for Token<'a> {
    fn from(value: &'a Value) -> Token<'a> {
        match value {
            Value::Null => Token::Null,
            Value::Bool(value) => Token::Bool(*value),
            Value::Number(number) => Token::Number(*number),
            Value::String(text) => Token::Str(text),
            Value::Array(_) => Token::Seq,
            Value::Object(_) => Token::Map,
            Value::Raw(raw) => Token::Raw(raw),
        }
    }
}

impl From<Token<'_>> for Value {
    fn from(token: Token<'_>) -> Value {
        match token {
            Token::Null | Token::Retract => Value::Null,
            Token::Bool(value) => Value::Bool(value),
            Token::Number(number) => Value::Number(number),
            Token::Str(text) => Value::String(text.to_owned()),
            Token::Seq => Value::Array(Vec::new()),
            Token::Map => Value::Object(Object::new()),
            Token::Raw(raw) => Value::Raw(raw.clone()),
        }
    }
}
