// Prints for each body what it came back as, where its members are, and what went wrong.

use msgraph_types::{
    Page, Resource, Value, from_value, type_mismatches,
    runtime::{Record, View},
    to_value,
};
use serde::{Serialize, de::DeserializeOwned};

#[derive(Default, Serialize)]
struct Trip {
    /// The body as it was written again.
    back: String,
    /// Number of members in fields, and of members without a field.
    fields: usize,
    others: usize,
    /// What did not fit its field.
    mismatches: Vec<String>,
    /// What a clone or a cast lost.
    faults: Vec<String>,
    /// Members that `writable` leaves out, except for annotations.
    left_out: Vec<String>,
    /// Whether strict reading accepted it, if it was tried.
    strict: bool,
}

fn trip<T, B>(collection: bool, raw: &str) -> serde_json::Result<Trip>
where
    T: Resource + Clone + PartialEq + Serialize + DeserializeOwned,
    B: Resource,
{
    let mut trip = Trip::default();
    if collection {
        let page: Page<T> = serde_json::from_str(raw)?;
        for item in &page {
            look(item, &mut trip);
            leave_out(item, &mut trip);
            travel::<T, B>(item, &mut trip);
        }
        trip.mismatches = type_mismatches(&page).iter().map(ToString::to_string).collect();
        note(page.clone() == page, "a clone of the page", &mut trip);
        trip.back = serde_json::to_string(&page)?;
    } else {
        let item: T = serde_json::from_str(raw)?;
        look(&item, &mut trip);
        leave_out(&item, &mut trip);
        travel::<T, B>(&item, &mut trip);
        trip.mismatches = type_mismatches(&item).iter().map(ToString::to_string).collect();
        trip.back = serde_json::to_string(&item)?;
    }
    Ok(trip)
}

/// Counts where the members of a body are, including nested values.
fn look(item: &dyn Record, trip: &mut Trip) {
    let fields = item.schema().fields;
    item.for_each_field(|_, view| {
        trip.fields += 1;
        match *view {
            View::Record(inner) => look(inner, trip),
            View::List(list, len) => {
                for index in 0..len {
                    if let View::Record(inner) = list.item(index) {
                        look(inner, trip);
                    }
                }
            }
            _ => {}
        }
    });
    let others = item.extra().iter().map(|(name, _)| name);
    trip.others += others.filter(|name| !fields.contains(name) && !name.contains('@')).count();
}

/// Notes what is not sent.
fn leave_out<T: Resource>(item: &T, trip: &mut Trip) {
    let (whole, sent) = (to_value(item), item.writable());
    let (whole, sent) = (whole.as_object().expect("members"), sent.as_object().expect("members"));
    let names = whole.iter().map(|(name, _)| name);
    let lost = names.filter(|name| sent.get(name).is_none());
    trip.left_out.extend(lost.filter(|name| !name.contains('@') || name.ends_with("@odata.bind")).map(str::to_owned));
}

/// Checks that a clone, and a cast to the base and back, lose nothing.
fn travel<T, B>(item: &T, trip: &mut Trip)
where
    T: Resource + Clone + PartialEq + DeserializeOwned,
    B: Resource,
{
    note(item.clone() == *item, "a clone", trip);
    let Some(base) = item.cast::<B>() else {
        return note(false, "no cast up", trip);
    };
    let (value, raised): (Value, Value) = (to_value(item), to_value(&base));
    let is_stated = item.extra().get("@odata.type").is_some();
    note(value == raised || !is_stated, "a cast up", trip);
    // A value that states a different type is not one of the base.
    let lowered = base.cast::<T>().or_else(|| from_value(&raised).ok());
    note(lowered.as_ref() == Some(item), "a cast down", trip);
}

fn note(is_right: bool, what: &str, trip: &mut Trip) {
    if !is_right {
        trip.faults.push(what.to_owned());
    }
}

fn main() {
    for line in include_str!("../bodies.jsonl").lines() {
        let (ty, collection, raw): (String, bool, String) = serde_json::from_str(line).expect("a body");
        let trip = send(&ty, collection, &raw).unwrap_or_else(|error| Trip {
            faults: vec![error.to_string()],
            back: "null".to_owned(),
            ..Trip::default()
        });
        println!("{}", serde_json::to_string(&trip).expect("JSON"));
    }
}
