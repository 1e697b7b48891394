//! Who is asking: the address that rate limits count by. It is held in memory for the length of the
//! limit and never logged.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ipnet::IpNet;

use crate::app::App;

/// IPv6 networks given to one customer.
const IPV6_PREFIX: u8 = 64;

/// One address, or one IPv6 /64.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(IpNet);

impl FromRequestParts<Arc<App>> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0.ip());
        Ok(Self::of(peer, &parts.headers, &app.config.trusted_proxies))
    }
}

impl Client {
    /// The rightmost address that no trusted proxy has: what stands left of it, anybody can claim.
    fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let mut address = peer.to_canonical();
        let forwarded = headers.get_all("x-forwarded-for").into_iter().rev();
        let hops = forwarded.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        for hop in hops {
            if !trusted.iter().any(|net| net.contains(&address)) {
                break;
            }
            match hop_address(hop.trim()) {
                Some(next) => address = next,
                None => break,
            }
        }
        Self::at(address)
    }

    fn at(address: IpAddr) -> Self {
        let net = match address {
            IpAddr::V4(_) => IpNet::from(address),
            IpAddr::V6(_) => IpNet::new(address, IPV6_PREFIX).expect("64 is at most 128"),
        };
        Self(net.trunc())
    }
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
    let address = hop.parse::<IpAddr>().or_else(|_| with_port()).ok()?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &[&str]) -> Client {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        Client::of(peer.parse().unwrap(), &headers, &trusted)
    }

    fn at(address: &str) -> Client {
        Client::at(address.parse().unwrap())
    }

    impl std::fmt::Debug for Client {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{}", self.0)
        }
    }

    #[test]
    fn a_stranger_s_claim_is_not_believed() {
        assert_eq!(client("192.0.2.1", &["198.51.100.7"]), at("192.0.2.1"));
    }

    #[test]
    fn the_rightmost_untrusted_hop_counts() {
        let lines = ["203.0.113.9, 198.51.100.7", "10.1.1.1"];
        assert_eq!(client("10.0.0.1", &lines), at("198.51.100.7"));
        assert_eq!(client("::1", &["198.51.100.7:4711"]), at("198.51.100.7"));
        assert_eq!(client("10.0.0.1", &[]), at("10.0.0.1"));
        assert_eq!(client("10.0.0.1", &["1.1.1.1, garbage"]), at("10.0.0.1"));
    }

    #[test]
    fn an_ipv6_customer_is_one_client() {
        assert_eq!(at("2001:db8:1:2::3"), at("2001:db8:1:2:ffff::9"));
        assert_ne!(at("2001:db8:1:2::3"), at("2001:db8:1:3::3"));
        assert_eq!(client("::ffff:192.0.2.1", &[]), at("192.0.2.1"));
    }
}
