//! Takes connections and answers on them, until the server is told to stop.
//!
//! `axum::serve` first looks whether a client speaks HTTP/2, through a buffer that then stays: 10 kB more for every
//! reader with an open stream of events. Here HTTP/1.1 is spoken, as proxies do.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tower_service::Service;

use crate::patience::Patient;

/// How long a client may take nothing of what is sent to it.
const STALLED: Duration = Duration::from_secs(60);

/// Answers with `router` until `stop` is done and what is under way then has ended.
pub async fn serve(mut listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let open = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (connection, address) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut stop => break,
        };
        // A comment is one small packet; it should not wait for a second.
        let _ = connection.set_nodelay(true);
        answer(connection, address, router.clone(), &open);
    }
    drop(listener);
    open.shutdown().await;
}

fn answer(connection: TcpStream, address: SocketAddr, router: Router, open: &GracefulShutdown) {
    let service = service_fn(move |request: axum::http::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        router.clone().call(request)
    });
    let io = TokioIo::new(Patient::new(connection, STALLED));
    let connection = http1::Builder::new().serve_connection(io, service);
    let connection = open.watch(connection);
    tokio::spawn(async move {
        if let Err(cause) = connection.await {
            tracing::trace!(%cause, "a connection broke off");
        }
    });
}
