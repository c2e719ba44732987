//! Takes notifications of the communications service over HTTP, folds them into the state of each operation and shows it.

mod routes;
mod shown;

use std::{io::Write, net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use clap::Parser;
use tokio::{net::TcpListener, signal, sync::Notify};

use crate::routes::Service;

/// How long connections that are still open may take once the program is asked to stop.
const LAST: Duration = Duration::from_secs(5);

/// Takes notifications and shows the state of operations.
#[derive(Debug, Parser)]
#[command(name = "webhook", version)]
struct Args {
    /// Address to listen on; port 0 is any that is free
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Bearer key that senders must give; anyone may send without it
    #[arg(long, env = "WEBHOOK_KEY", hide_env_values = true)]
    key: Option<String>,
    /// Bodies that are longer are refused
    #[arg(long, value_name = "BYTES", default_value_t = 4 << 20)]
    max_bytes: usize,
    /// Seconds that a sender may take for a body
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    patience: u64,
    /// Operations to remember when they are finished
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    keep: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    match run(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> std::io::Result<()> {
    let listener = TcpListener::bind(args.listen).await?;
    let address = listener.local_addr()?;
    if args.key.is_none() {
        eprintln!("warning: no `--key` is given, and anyone who can reach {address} may send");
    }
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{address}")?;
    out.flush()?;
    let service = Service::new(
        args.key,
        args.max_bytes,
        Duration::from_secs(args.patience),
        args.keep,
    );
    let asked = Arc::new(Notify::new());
    let stop = {
        let asked = asked.clone();
        async move {
            stopped().await;
            asked.notify_one();
        }
    };
    let server =
        axum::serve(listener, routes::router(Arc::new(service))).with_graceful_shutdown(stop);
    tokio::select! {
        ended = server => ended,
        // A connection that never ends must not keep the program.
        () = async { asked.notified().await; tokio::time::sleep(LAST).await } => Ok(()),
    }
}

/// Waits until the program is asked to stop.
async fn stopped() {
    #[cfg(unix)]
    if let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    if signal::ctrl_c().await.is_err() {
        // Without signals nobody can ask.
        std::future::pending::<()>().await;
    }
}
