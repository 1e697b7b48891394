//! Which addresses of the network the server asks: those that everybody can reach. What lies inside a network, on this
//! machine or beside it, trusts who can reach it, and a publisher's system must not send the server there.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec::IntoIter;

use hyper_util::client::legacy::connect::dns::Name;
use tokio::net::lookup_host;
use tower_service::Service;

/// Looks up names, and tells only addresses that may be asked: it is to them that a connection is then made.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// For tests.
    pub this_machine_too: bool,
}

/// A name that leads only to where nobody is asked.
#[derive(Debug)]
pub struct Inside(String);

impl fmt::Display for Inside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is inside a network, where nobody is asked", self.0)
    }
}

impl std::error::Error for Inside {}

impl Reach {
    /// May it be asked?
    pub fn allows(self, address: IpAddr) -> bool {
        is_public(address) || self.this_machine_too && address.to_canonical().is_loopback()
    }
}

impl Service<Name> for Reach {
    type Response = IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let reach = *self;
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let found: Vec<_> = found.filter(|it| reach.allows(it.ip())).collect();
            match found.is_empty() {
                true => Err(io::Error::other(Inside(name.to_string()))),
                false => Ok(found.into_iter()),
            }
        })
    }
}

/// Is it an address of the public internet?
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// All but what IANA keeps for special purposes: <https://www.iana.org/assignments/iana-ipv4-special-registry>.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || matches!((a, b, c), (0 | 240.., _, _)) // this network; reserved and broadcast
        || matches!((a, b), (100, 64..=127)) // shared by a carrier's customers
        || matches!((a, b, c), (192, 0, 0) | (192, 88, 99)) // protocols; old relays
        || matches!((a, b), (198, 18 | 19)); // benchmarks
    !is_special
}

/// Global unicast, and of what carries an IPv4 address inside only what is public there.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => v4(high, low), // translated
        [0x2002, high, low, ..] => v4(high, low),               // 6to4
        [0x2001, 0..=0x01ff, ..] => false,                      // protocols, tunnels
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => false, // documentation
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_asked() {
        for inside in [
            "127.0.0.1",
            "127.255.0.9",
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "198.19.9.9",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "2002:a00:1::1",
            "2002:7f00:1::",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "100::1",
            "3fff::1",
            "5f00::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for public in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "223.255.255.255",
            "::ffff:8.8.8.8",
            "2606:4700::1111",
            "2400:cb00::1",
            "2002:808:808::",
            "64:ff9b::808:808",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn a_test_reaches_this_machine_and_no_other() {
        let reach = Reach {
            this_machine_too: true,
        };
        assert!(reach.allows("127.0.0.1".parse().unwrap()) && reach.allows("::1".parse().unwrap()));
        assert!(!reach.allows("10.0.0.1".parse().unwrap()));
        let reach = Reach {
            this_machine_too: false,
        };
        assert!(!reach.allows("127.0.0.1".parse().unwrap()));
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_leads_nowhere() {
        let mut reach = Reach {
            this_machine_too: false,
        };
        let error = reach.call("localhost".parse().unwrap()).await.unwrap_err();
        assert!(error.to_string().contains("localhost is inside"), "{error}");
        let mut reach = Reach {
            this_machine_too: true,
        };
        let found = reach.call("localhost".parse().unwrap()).await.unwrap();
        assert!(found.into_iter().all(|address| address.ip().is_loopback()));
    }
}
