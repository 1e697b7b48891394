//! A reader: opens pages, looks, types and presses keys.

use std::time::Duration;

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::{Value, json};

use super::browser::Browser;
use super::engine::Engine;
use super::spot::{Query, Spot};
use super::until;

/// How long a reader waits for something to appear.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A person with a browser of their own.
pub struct Reader {
    browser: Browser,
}

impl Reader {
    /// A reader who was never here before.
    pub async fn new(engine: Engine, preferences: Value) -> Self {
        let browser = Browser::start(engine, preferences).await;
        Self { browser }
    }

    /// Opens an address and waits until the page and all it asks for at once is loaded.
    pub async fn open(&self, url: &str) {
        self.browser.keeps_the_console().await;
        self.browser
            .client()
            .goto(url)
            .await
            .unwrap_or_else(|error| panic!("{url} opens: {error}"));
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.browser.keeps_the_console().await;
        self.browser.client().refresh().await.expect("reload");
    }

    /// Looks into the first frame of the page from now on.
    pub async fn enters_the_frame(&self) {
        let entered = self.browser.client().enter_frame(0).await;
        entered.expect("a frame");
    }

    /// Looks at the page around the frame again.
    pub async fn leaves_the_frame(&self) {
        let left = self.browser.client().enter_parent_frame().await;
        left.expect("a page around it");
    }

    /// What fits `query`, on the whole page.
    pub fn the(&self, query: Query) -> Spot<'_> {
        Spot::new(self, query)
    }

    /// What a script answers; promises are awaited. `arguments[0]` in it is `argument`.
    pub async fn run(&self, script: &str, argument: impl Into<Value>) -> Value {
        let answer = self.tries(script, vec![argument.into()]).await;
        answer.unwrap_or_else(|| panic!("an element that is gone, in script {script}"))
    }

    /// The same with any arguments; `None` if an element among them is not there any more.
    pub(super) async fn tries(&self, script: &str, arguments: Vec<Value>) -> Option<Value> {
        match self.browser.client().execute(script, arguments).await {
            Ok(answer) => Some(answer),
            Err(error) if error.is_stale_element_reference() || error.is_no_such_element() => None,
            Err(error) => panic!("{error}\nin script {script}"),
        }
    }

    /// What an expression is on the page now.
    pub async fn asks(&self, expression: &str) -> Value {
        self.run(&format!("return ({expression})"), Value::Null)
            .await
    }

    /// Waits until an expression is true on the page.
    pub async fn waits_until(&self, expression: &str) {
        until(PATIENCE, expression, async || {
            self.asks(expression).await == json!(true)
        })
        .await;
    }

    /// Has `script` run in every page before any other. In Chromium only, as all that needs its tools.
    pub async fn runs_first(&self, script: &str) {
        let parameters = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", parameters)
            .await;
    }

    /// Presses and releases one key.
    pub async fn presses(&self, key: Key) {
        self.presses_with(None, key).await;
    }

    /// Presses a key while another, such as Shift, is held.
    pub async fn presses_with(&self, held: impl Into<Option<Key>>, key: impl Into<char>) {
        let held: Option<char> = held.into().map(char::from);
        let key = key.into();
        let mut keys = KeyActions::new("keyboard".into());
        let down = held.map(|value| KeyAction::Down { value });
        let up = held.map(|value| KeyAction::Up { value });
        let press = [KeyAction::Down { value: key }, KeyAction::Up { value: key }];
        for action in down.into_iter().chain(press).chain(up) {
            keys = keys.then(action);
        }
        self.browser
            .client()
            .perform_actions(keys)
            .await
            .expect("keys are pressed");
    }

    /// Types where the focus is, one key after the other.
    pub async fn types(&self, text: &str) {
        let mut keys = KeyActions::new("keyboard".into());
        for value in text.chars() {
            keys = keys
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        self.browser
            .client()
            .perform_actions(keys)
            .await
            .expect("text is typed");
    }

    /// A command to the tools of Chromium; no other engine has them.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.browser.devtools(command, parameters).await
    }

    /// Takes a phone of this width in CSS pixels.
    pub async fn has_a_screen_of(&self, width: u32, height: u32) {
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700 });
        self.devtools("Emulation.setDeviceMetricsOverride", screen)
            .await;
    }

    /// Is on the way, with a phone: 150 ms to the server and back, 1.6 Mbit/s.
    pub async fn is_on_slow_4g(&self) {
        let bytes_per_second = 1_600_000 / 8;
        self.has_a_network_of(json!({ "offline": false, "latency": 150,
            "downloadThroughput": bytes_per_second, "uploadThroughput": bytes_per_second }))
            .await;
    }

    /// Has no network, and a browser that knows it; or has it back.
    pub async fn is_offline(&self, offline: bool) {
        self.has_a_network_of(json!({ "offline": offline, "latency": 0,
            "downloadThroughput": -1, "uploadThroughput": -1 }))
            .await;
    }

    async fn has_a_network_of(&self, conditions: Value) {
        self.devtools("Network.enable", json!({})).await;
        self.devtools("Network.emulateNetworkConditions", conditions)
            .await;
    }

    /// Has turned scripts off, or on again, for pages opened from now on.
    pub async fn runs_no_scripts(&self, off: bool) {
        self.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": off }),
        )
        .await;
    }

    /// Has a system set to `light` or `dark`.
    pub async fn prefers(&self, scheme: &str) {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// Opens another tab and turns to it; the one before goes on in the background.
    pub async fn turns_to_another_tab(&self) {
        self.browser.keeps_the_console().await;
        let client = self.browser.client();
        let tab = client.new_window(true).await.expect("another tab");
        let turned = client.switch_to_window(tab.handle).await;
        turned.expect("the other tab");
    }

    /// Closes that other tab and turns back to the one before.
    pub async fn turns_back(&self) {
        self.browser.keeps_the_console().await;
        let client = self.browser.client();
        client.close_window().await.expect("the tab closes");
        let left = client.windows().await.expect("tabs");
        let before = left.into_iter().next().expect("the tab before");
        let turned = client.switch_to_window(before).await;
        turned.expect("the tab before");
    }

    /// Closes the browser and opens it again: what was stored is there, what was in memory is not.
    pub async fn restarts_the_browser(&self) {
        self.browser.restart().await;
    }

    /// What the console said since it was last asked.
    pub async fn console(&self) -> Vec<String> {
        self.browser.console().await
    }

    /// A picture of what is on the screen, as PNG.
    pub async fn sees(&self) -> Vec<u8> {
        self.browser.client().screenshot().await.unwrap_or_default()
    }

    /// What the browser renders pages with.
    pub fn engine(&self) -> Engine {
        self.browser.engine
    }

    pub(super) async fn role_and_name(&self, element: &Element) -> Option<[String; 2]> {
        self.browser.role_and_name(&element.element_id()).await
    }

    /// Clicks an element; answers whether that could be done.
    pub(super) async fn clicks(&self, element: &Element) -> bool {
        match self.engine() {
            Engine::Chromium | Engine::Firefox => element.click().await.is_ok(),
            Engine::WebKit => self.points_and_clicks(element).await,
        }
    }

    /// WebKit's driver takes the text in a field in a shadow root for something that lies above the field, and
    /// refuses to click there. The mouse alone would click on whatever is at that place by then.
    async fn points_and_clicks(&self, element: &Element) -> bool {
        let reference = serde_json::to_value(element).expect("elements travel");
        let in_reach = self.tries(include_str!("reach.js"), vec![reference]).await;
        if in_reach != Some(json!(true)) {
            return false;
        }
        let button = MOUSE_BUTTON_LEFT;
        let click = MouseActions::new("mouse".into())
            .then(PointerAction::MoveToElement {
                element: element.clone(),
                duration: None,
                x: 0.0,
                y: 0.0,
            })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        let clicked = self.client().perform_actions(click).await;
        // Another page knows nothing of it.
        clicked.is_ok() && self.asks("window.reached !== false").await == json!(true)
    }

    pub(super) fn client(&self) -> fantoccini::Client {
        self.browser.client()
    }
}

/// What the widget tells its host.
impl Reader {
    /// Has every page from now on remember the widget's events; outside Chromium pages of the partner always do.
    pub async fn hears_events(&self) {
        if self.engine() == Engine::Chromium {
            self.runs_first(include_str!("hear.js")).await;
        }
    }

    /// Details of the events of one type so far on this page, the first waited for.
    pub async fn heard(&self, event: &str) -> Value {
        let heard = format!("(window.heard ?? []).filter(({{ type }}) => type === '{event}')");
        self.waits_until(&format!("{heard}.length > 0")).await;
        self.asks(&format!("{heard}.map(({{ detail }}) => detail)"))
            .await
    }

    /// Lets pages of an origin read what was copied.
    pub async fn may_read_the_clipboard(&self, origin: &str) {
        let parameters = json!({ "origin": origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.devtools("Browser.grantPermissions", parameters).await;
    }
}
