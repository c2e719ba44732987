//! Accepts connections, and closes the least recently active ones when there are too many.

use std::{
    collections::BTreeMap,
    io::{self, ErrorKind},
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{Router, body::Body};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    time::sleep,
};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// How long open connections may take once the program is asked to stop.
const LAST: Duration = Duration::from_secs(5);
/// How long to wait if the system provides no connection.
const PAUSE: Duration = Duration::from_millis(20);
/// Maximum number of headers of a request.
const HEADERS: usize = 64;
/// Maximum size of the head of a request, and of the buffer for it.
const HEAD: usize = 16 << 10;

/// Maximum number of connections that wait to be accepted.
const QUEUE: u32 = 4096;

/// Closes the connection of a request, which has it among its extensions.
pub type Closer = CancellationToken;

/// Limits for clients.
pub struct Limits {
    /// Maximum number of connections at a time.
    pub connections: usize,
    /// Timeout for a head, for sending a response, and between two requests.
    pub patience: Duration,
}

/// Listens, with room for many clients that connect at once.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// Serves until `stopped` completes, and then finishes the requests that have begun.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stopped: impl Future<Output = ()>,
) {
    let open = Arc::new(Open::default());
    let graceful = GracefulShutdown::new();
    tokio::pin!(stopped);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stopped => break,
        };
        match accepted {
            Ok((stream, _)) => {
                open.make_room(limits.connections);
                connection(stream, &router, &limits, open.ticket(), &graceful);
            }
            Err(error) if is_of_peer(error.kind()) => {}
            // Most likely there are no descriptors left. Closing a connection and waiting avoids a busy loop.
            Err(_) => {
                open.make_room(open.len());
                sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        // A connection that never ends must not keep the program running.
        () = sleep(LAST) => {}
    }
}

/// Whether the error is the peer's, and not the system's.
fn is_of_peer(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
    )
}

fn connection(
    stream: TcpStream,
    router: &Router,
    limits: &Limits,
    ticket: Ticket,
    graceful: &GracefulShutdown,
) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.patience));
    let ticket = Arc::new(ticket);
    let service = {
        let (router, ticket) = (router.clone(), ticket.clone());
        service_fn(move |request: Request<Incoming>| {
            ticket.renew();
            let (router, ticket) = (router.clone(), ticket.clone());
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ticket.closer.clone());
            async move {
                let answer = router.oneshot(request).await;
                ticket.renew();
                answer
            }
        })
    };
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.patience)
        .max_headers(HEADERS)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let served = graceful.watch(served);
    tokio::spawn(async move {
        tokio::select! {
            // A client that breaks the protocol or goes away is on its own.
            _ = served => {}
            () = ticket.closer.cancelled() => {}
        }
    });
}

/// The open connections, the least recently active first.
#[derive(Default)]
struct Open {
    next: AtomicU64,
    waiting: Mutex<BTreeMap<u64, Closer>>,
}

impl Open {
    fn waiting(&self) -> MutexGuard<'_, BTreeMap<u64, Closer>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn len(&self) -> usize {
        self.waiting().len()
    }

    /// Closes the least recently active connections until there are fewer than `most`.
    fn make_room(&self, most: usize) {
        let mut waiting = self.waiting();
        while waiting.len() >= most {
            let Some((_, closer)) = waiting.pop_first() else {
                return;
            };
            closer.cancel();
        }
    }

    fn ticket(self: &Arc<Self>) -> Ticket {
        let closer = Closer::new();
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        self.waiting().insert(place, closer.clone());
        Ticket {
            open: self.clone(),
            place: AtomicU64::new(place),
            closer,
        }
    }
}

/// The place of a connection among the open ones.
struct Ticket {
    open: Arc<Open>,
    place: AtomicU64,
    closer: Closer,
}

impl Ticket {
    /// Moves the connection to the end, because it was active.
    fn renew(&self) {
        let mut waiting = self.open.waiting();
        let place = self.open.next.fetch_add(1, Ordering::Relaxed);
        let old = self.place.swap(place, Ordering::Relaxed);
        if let Some(closer) = waiting.remove(&old) {
            waiting.insert(place, closer);
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let place = self.place.load(Ordering::Relaxed);
        self.open.waiting().remove(&place);
    }
}

#[cfg(test)]
mod tests;
