//! What is wrong with a body that could be read.

use msgraph_types::{CommsNotification, CommsNotifications, Misfit, ResourceData, Value, misfits};

/// What does not fit its field, in the body and in what the notifications hold.
pub fn of(batch: &CommsNotifications, items: &[Result<CommsNotification, Value>]) -> Vec<Misfit> {
    let mut found = Vec::new();
    let is_list = batch.value.is_some()
        || matches!(
            batch.extra.get("value"),
            Some(Value::Array(_) | Value::Null)
        );
    if !is_list {
        found.push(misfit(
            "value".to_owned(),
            "a list of notifications",
            batch.extra.get("value"),
        ));
        return found;
    }
    for (at, item) in items.iter().enumerate() {
        let path = format!("value[{at}]");
        match item {
            Ok(notification) => {
                let own = misfits(notification).into_iter();
                found.extend(own.map(|misfit| below(&path, misfit)));
                held(notification, &path, &mut found);
            }
            Err(value) => found.push(misfit(path, "a notification", Some(value))),
        }
    }
    found
}

fn held(notification: &CommsNotification, path: &str, found: &mut Vec<Misfit>) {
    let Some(content) = notification.resource_data() else {
        return;
    };
    let is_list = matches!(
        notification.extra.get("resourceData"),
        Some(Value::Array(_))
    );
    for (at, data) in content.iter().enumerate() {
        let path = match is_list {
            true => format!("{path}.resourceData[{at}]"),
            false => format!("{path}.resourceData"),
        };
        let own = match data {
            ResourceData::CommsOperation(operation) => misfits(&**operation),
            ResourceData::Call(call) => misfits(&**call),
            ResourceData::Participant(participant) => misfits(&**participant),
            ResourceData::Other(Value::Object(_)) => Vec::new(),
            ResourceData::Other(value) => {
                found.push(misfit(path, "a resource", Some(value)));
                continue;
            }
            _ => Vec::new(),
        };
        found.extend(own.into_iter().map(|misfit| below(&path, misfit)));
    }
}

fn below(path: &str, misfit: Misfit) -> Misfit {
    Misfit {
        path: format!("{path}.{}", misfit.path),
        ..misfit
    }
}

fn misfit(path: String, expected: &str, found: Option<&Value>) -> Misfit {
    Misfit {
        path,
        expected: expected.to_owned(),
        found: match found {
            None => "nothing",
            Some(Value::Null) => "null",
            Some(Value::Bool(_)) => "a boolean",
            Some(Value::Number(_)) => "a number",
            Some(Value::String(_)) => "a string",
            Some(Value::Array(_)) => "a list",
            Some(Value::Object(_)) => "an object",
        },
    }
}
