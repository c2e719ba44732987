//! Bodies that are valid JSON but trouble readers. Each affects only itself, in the way that the README shows.

use msgraph_types::{
    CommsNotifications, CommsOperation, TypeMismatch,
    operations::{Tracker, action_response},
};

fn item(id: usize, more: &str) -> String {
    format!(
        r##"{{"resourceData":{{"@odata.type":"#microsoft.graph.playPromptOperation","id":"{id}","status":"completed"{more}}}}}"##
    )
}

/// Batches of three, the second of which is spoiled, with the names of its members that do not fit.
fn spoiled() -> Vec<(String, Vec<&'static str>)> {
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let batch = |second: String| {
        let (first, third) = (item(1, ""), item(3, ""));
        format!(r#"{{"value":[{first},{second},{third}]}}"#)
    };
    let mut all = Vec::new();
    for value in [
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        "1e400",
        "-1e400",
        "123456789012345678901234567890",
        &deep(124),
        &deep(128),
        &deep(100_000),
    ] {
        all.push((batch(item(2, &format!(r#","new":{value}"#))), vec![]));
        let unfit = format!(r#"{{"changeType":"updated","resourceUrl":{value}}}"#);
        all.push((batch(unfit), vec!["value[1].resourceUrl"]));
        all.push((batch(value.to_owned()), vec!["value[1]"]));
    }
    let name = r#"{"\ud800":1}"#.to_owned();
    all.push((batch(name), vec!["value[1]"]));
    all
}

#[test]
fn invalid_batch_item_does_not_affect_others() {
    for (body, unfit) in spoiled() {
        let batch: CommsNotifications = serde_json::from_str(&body).expect("a batch");
        let mut tracker: Tracker<CommsOperation> = Tracker::new();
        for notification in batch.items().into_iter().flatten() {
            tracker.notify(&notification);
        }
        let start: String = body.chars().take(300).collect();
        let known = ["1", "3"].map(|key| tracker.get(key).is_some());
        assert_eq!(known, [true, true], "{start}");
        let paths: Vec<String> = batch
            .type_mismatches()
            .into_iter()
            .map(|TypeMismatch { path, .. }| path)
            .collect();
        assert_eq!(paths, unfit, "{start}");
        assert_eq!(serde_json::to_string(&batch).expect("JSON"), body);
    }
}

#[test]
fn error_of_the_service_is_one_line() {
    let body = "{\"error\": {\"code\": \"a\\nb\", \"message\": \"\\u001b[2J\u{202e}x \u{e9}\"}}";
    let mut reader = serde_json::Deserializer::from_str(body);
    let error = action_response::<CommsOperation, _>(&mut reader).expect_err("an error");
    let shown = "the service reports an error: a\\nb: \\u{1b}[2J\\u{202e}x \u{e9}";
    assert!(error.to_string().starts_with(shown), "{error}");
}
