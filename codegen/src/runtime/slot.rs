//! A field without its static type: it accepts values that were received and shows its current value. Only reading and writing a single item depend on a format; the rest is compiled once.

use serde::{Deserializer, Serialize, Serializer};

use super::{Number, RawValue, Record, Value, read::deserialize_item};

/// What stands on the wire, or begins there.
#[derive(Clone, Copy, Debug)]
pub enum Token<'a> {
    /// Null, which empties a field.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Str(&'a str),
    /// The start of a list.
    Seq,
    /// The start of an object.
    Map,
    /// What no other token can be.
    Raw(&'a RawValue),
    /// Nothing: what was begun last turned out to be something else, and is taken back.
    Retract,
}

/// What became of a token.
pub enum Accepted<'a> {
    /// It is the field's value now.
    Fit,
    /// It is, but would be written in another way.
    OtherCase,
    /// The field cannot hold it and is empty now.
    TypeMismatch,
    /// The members that follow belong here.
    Record(&'a mut dyn Record),
    /// The elements that follow belong here: each token offered to this slot appends one.
    List(&'a mut dyn Slot),
    /// Whatever follows belongs here as it is.
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
    /// A text.
    Str(&'a str),
    /// A text in which the case of letters makes no difference.
    Guid(&'a str),
    /// The documented name of an enum's member.
    Name(&'static str),
    /// What no other view can show.
    Raw(&'a RawValue),
    /// A value of no particular type.
    Value(&'a Value),
    /// A structured value.
    Record(&'a dyn Record),
    /// A list of so many elements.
    List(&'a dyn Slot, usize),
}

/// A field of any type.
pub trait Slot {
    /// Takes what is on the wire in place of what was there.
    fn accept(&mut self, token: Token<'_>) -> Accepted<'_>;
    /// What is there.
    fn view(&self) -> View<'_>;
    /// An element, if this is a list that has so many.
    fn item(&self, index: usize) -> View<'_>;
    /// What fits: the type's name, and whether a list of it is meant.
    fn kind(&self) -> (&'static str, bool);
    /// Whether an element that begins so fits, if this is a list.
    #[inline]
    fn fits(&self, _: Token<'_>) -> bool {
        false
    }
}

/// A type that fields and elements of lists can have.
pub trait Item: Sized {
    /// The qualified name of the type.
    fn kind() -> &'static str;
    /// The value of this token, `None` if there is none. What begins here is filled in later.
    fn from_token(token: Token<'_>) -> Option<Self>;
    /// Whether there is one.
    #[inline]
    fn fits(token: Token<'_>) -> bool {
        Self::from_token(token).is_some()
    }
    /// What is left to do once the value of `token` is in its place.
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
    /// What the value is.
    fn view(&self) -> View<'_>;
    /// Writes the value.
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
    /// Reads a value that is not in a field.
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_item(deserializer)
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

/// The elements of a list: accepting appends.
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

/// Stands where a type has no field: whatever is offered there does not fit, so that it is kept as it came and reported.
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

/// The slot of a place where a type has no field.
pub fn no_slot() -> &'static dyn Slot {
    let none: &'static [Vacant; 0] = &[];
    none
}

/// The slot of a place where a type has no field.
pub fn no_slot_mut() -> &'static mut dyn Slot {
    let none: &'static mut [Vacant; 0] = &mut [];
    none
}

impl View<'_> {
    /// Whether there is nothing.
    pub(super) fn is_absent(&self) -> bool {
        matches!(self, View::Absent)
    }

    /// Whether an entry says how the value was spelled, and what its list does not hold, if it still says so.
    pub(super) fn is_spelling(&self, entry: &Value) -> bool {
        matches!(self, View::Name(_) | View::Number(_) | View::List(..)) && self.is_spelled(entry)
    }

    /// Whether `sent` means this value, written in another way where it is an enum's or a number, and with
    /// elements that do not fit where it is a list.
    pub(super) fn is_spelled(&self, sent: &Value) -> bool {
        match (self, sent) {
            (View::Name(name), Value::String(sent)) => name.eq_ignore_ascii_case(sent),
            (View::Str(text) | View::Guid(text), Value::String(sent)) => text == sent,
            (View::Number(number), Value::Number(sent)) => number == sent,
            (View::Number(number), Value::Raw(sent)) => sent.spells(*number),
            // A whole number as a text, or `INF` and its like.
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

/// The places of the elements that a list holds among all that were sent.
pub(super) fn fitting<'a>(
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
