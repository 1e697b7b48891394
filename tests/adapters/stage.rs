//! Where the servers are, and what can be asked of the doors in front of them; see `stage.js`.

use gloo_net::http::Request;
use serde_json::Value;

/// The line that `stage.js` printed.
const STAGE: Option<&str> = option_env!("CHUYEN_STAGE");

/// The address of a server.
pub fn address(door: &str) -> String {
    let stage = STAGE.expect("run by `cargo xtask test --only adapters`");
    let doors: Value = serde_json::from_str(stage).expect("the stage's line");
    let port = doors[door].as_u64();
    let port = port.unwrap_or_else(|| panic!("no {door} in {doors}"));
    format!("http://127.0.0.1:{port}")
}

/// Tells a door something; answers with the number that it says.
pub async fn tell(door: &str, what: &str) -> u32 {
    let answer = Request::get(&format!("{}/__door/{what}", address(door)));
    let answer = answer.send().await.expect("the door answers");
    answer
        .text()
        .await
        .expect("a number")
        .parse()
        .expect("a number")
}

/// How often something was posted at an address that begins like this.
pub async fn posts(door: &str, path: &str) -> u32 {
    tell(door, &format!("count?method=POST&path={path}")).await
}

/// Tells what came of a test.
pub async fn report(adapter: &str, behaviour: &str, outcome: &str) {
    let url = format!(
        "{}/?adapter={adapter}&behaviour={behaviour}&outcome={outcome}",
        address("report")
    );
    Request::get(&url).send().await.expect("the stage listens");
}
