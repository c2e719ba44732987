//! The page in a headless browser.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread::{self, Scope},
};

use crate::{
    chromium::headless,
    server::{Server, batch, item},
};

/// Forwards requests from browser to program, and makes things happen once the page has requested the state.
struct Between<'s> {
    server: &'s Server,
    asked: AtomicUsize,
    over: AtomicBool,
}

impl<'s> Between<'s> {
    fn listen<'scope>(&'scope self, listener: TcpListener, scope: &'scope Scope<'scope, '_>) {
        for stream in listener.incoming().flatten() {
            if self.over.load(Ordering::SeqCst) {
                return;
            }
            let Ok(program) = TcpStream::connect(self.server.address) else {
                return;
            };
            let (Ok(from), Ok(to)) = (program.try_clone(), stream.try_clone()) else {
                return;
            };
            scope.spawn(move || {
                let _ = io::copy(&mut &from, &mut &to);
                let _ = to.shutdown(Shutdown::Both);
            });
            scope.spawn(move || {
                self.forward(stream, &program);
                let _ = program.shutdown(Shutdown::Both);
            });
        }
    }

    fn forward(&self, mut from: TcpStream, mut to: &TcpStream) {
        let mut bytes = [0; 8192];
        while let Ok(length) = from.read(&mut bytes) {
            let request = String::from_utf8_lossy(&bytes[..length]);
            // The first state was shown; now the page asks again by itself.
            let is_again = request.contains("accept: application/json")
                || request.contains("Accept: application/json");
            if is_again && self.asked.fetch_add(1, Ordering::SeqCst) == 1 {
                let items = [item(1, "completed"), item(2, "<b>failed</b>")];
                self.server.post("/callback", batch(items));
            }
            if length == 0 || to.write_all(&bytes[..length]).is_err() {
                return;
            }
        }
    }
}

#[test]
fn page_is_sent_to_browsers() {
    let server = Server::start(&[]);
    let page = server.send("GET", "/operations", "accept: text/html,*/*\r\n", b"");
    assert!(
        page.status == 200 && page.body.contains("<title>Operations</title>"),
        "{page:?}"
    );
    let policy = page.head.to_ascii_lowercase();
    for needed in ["default-src 'none'", "frame-ancestors 'none'", "nosniff"] {
        assert!(policy.contains(needed), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline"), "{policy}");
}

#[test]
#[ignore = "needs Chromium; .ci/run runs it"]
fn page_updates_by_itself() {
    let server = Server::open(&[]);
    server.post("/callback", batch([item(1, "running")]));
    let between = Between {
        server: &server,
        asked: AtomicUsize::new(0),
        over: AtomicBool::new(false),
    };
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let dom = thread::scope(|scope| {
        scope.spawn(|| between.listen(listener, scope));
        let url = format!("http://{address}/operations");
        let mut browser = headless();
        let output = browser.arg("--virtual-time-budget=10000").arg(url).output();
        between.over.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(address));
        String::from_utf8(output.expect("the browser runs").stdout).expect("text")
    });
    assert!(between.asked.load(Ordering::SeqCst) > 1, "{dom}");
    assert!(dom.contains("<td>completed</td>"), "{dom}");
    assert!(dom.contains("<td>&lt;b&gt;failed&lt;/b&gt;</td>"), "{dom}");
    assert!(dom.contains("2 operations, 0 pending"), "{dom}");
}
