//! The page in a browser without a screen.

use std::{env, path::PathBuf, process::Command, thread, time::Duration};

use crate::server::{Server, batch, item};

/// Names under which the browser is installed.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "headless_shell",
];

fn browser() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    let mut files = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    files.find(|file| file.is_file())
}

#[test]
fn the_page_is_sent_to_those_who_want_one() {
    let server = Server::start(&[]);
    let page = server.send("GET", "/operations", "accept: text/html,*/*\r\n", b"");
    assert!(
        page.status == 200 && page.body.contains("<title>Operations</title>"),
        "{page:?}"
    );
    assert!(
        server
            .send("GET", "/operations", "accept: */*\r\n", b"")
            .json()
            .is_object()
    );
}

#[test]
fn the_page_follows_the_operations_by_itself() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium on the path, nor named by CHROMIUM");
        return;
    };
    let server = Server::start(&[]);
    server.post("/callback", batch([item(1, "running")]));
    let url = format!("http://{}/operations", server.address);
    let output = thread::scope(|scope| {
        scope.spawn(|| {
            // The page is open by then, and showed the operation under way.
            thread::sleep(Duration::from_secs(3));
            server.post(
                "/callback",
                batch([item(1, "completed"), item(2, "<b>failed</b>")]),
            );
        });
        Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--timeout=8000",
                "--dump-dom",
                &url,
            ])
            .output()
    });
    let dom = String::from_utf8(output.expect("the browser runs").stdout).expect("text");
    assert!(dom.contains("<td>completed</td>"), "{dom}");
    assert!(dom.contains("<td>&lt;b&gt;failed&lt;/b&gt;</td>"), "{dom}");
    assert!(dom.contains("2 operations, 0 pending"), "{dom}");
}
