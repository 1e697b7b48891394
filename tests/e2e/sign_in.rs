//! Signing in: by a code in an e-mail, and by the page that embeds the widget.

use axum::body::Body;
use axum::http::Request;
use fantoccini::key::Key;
use serde_json::json;

use crate::support::{
    PATIENCE, Post, Reader, Setup, World, button, comment, css, field, http, link, role, tell,
    tell_everywhere, until,
};

const ADDRESS: &str = "lan@dongkhoi.example";
/// As `index.html` of a partner that signs its readers in would have it.
const PARTNER: &str = "[site.partner_jwt]\nalgorithm = \"HS256\"\naudience = \"https://news.example\"\nkey = \"0123456789abcdef0123456789abcdef\"\n";
/// Makes a token for a reader named `arguments[0]`, as the partner's own server would.
const VOUCHES: &str = "const name = arguments[0];
    const spell = (it) => btoa(it).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    const words = new TextEncoder();
    const part = (it) => spell(String.fromCharCode(...words.encode(JSON.stringify(it))));
    document.querySelector('chuyen-article').signIn = async () => {
        window.asked = (window.asked ?? 0) + 1;
        if (!name) return null;
        const claims = { sub: 'reader-7', name, aud: 'https://news.example', exp: Math.floor(Date.now() / 1000) + 60 };
        const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
        const secret = words.encode('0123456789abcdef0123456789abcdef');
        const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
        const signature = await crypto.subtle.sign('HMAC', key, words.encode(text));
        return `${text}.${spell(String.fromCharCode(...new Uint8Array(signature)))}`;
    }";

fn with(more: String) -> Setup {
    Setup {
        more,
        ..Setup::default()
    }
}

/// Writes a text and asks to sign in.
async fn begins(reader: &Reader, text: &str) {
    reader.composer().types(text).await;
    reader.the(button("Đăng nhập")).click().await;
    reader.the(role("dialog")).appears().await;
}

/// Signs in with a code, in the dialog that is open.
async fn takes_a_code(reader: &Reader, post: &Post, name: &str) {
    let dialog = reader.the(css("dialog"));
    dialog
        .the(field("E-mail (không hiển thị với ai)"))
        .is_retyped(ADDRESS)
        .await;
    dialog.the(field("Tên của bạn")).is_retyped(name).await;
    dialog.the(button("Gửi mã cho tôi")).click().await;
    dialog.says("Đã gửi một mã gồm 6 chữ số").await;
    let code = post.code(ADDRESS).await;
    dialog.the(field("Mã trong e-mail")).types(&code).await;
    dialog.the(button("Đăng nhập")).click().await;
    dialog.is_gone().await;
}

/// Waits until the composer says who is writing, and asks for no name.
async fn writes_as(reader: &Reader, name: &str) {
    reader.the(css(".chuyen-account")).says(name).await;
    assert_eq!(reader.the(field("Tên của bạn")).count().await, 0);
}

/// Waits until the server has a comment by `name`.
async fn is_by(reader: &Reader, text: &str, name: &str) {
    reader.sees_comment(text).await;
    reader.what_is_said(text).says(name).await;
}

/// Ends every session, as time does.
async fn ends_sessions(reader: &Reader) {
    let spoil = "Object.keys(localStorage).filter((key) => key.startsWith('chuyen:session ')).forEach((key) => {
        const it = JSON.parse(localStorage[key]);
        it.session = it.session.replace(/\\.\\d+\\./, '.1.');
        localStorage[key] = JSON.stringify(it);
    })";
    reader.run(spoil, json!(null)).await;
}

async fn authors(world: &World) -> Vec<String> {
    let thread = world.thread().await;
    let comments = thread["comments"].as_array().cloned().unwrap_or_default();
    let name = |comment: &serde_json::Value| comment["author"]["name"].as_str().map(str::to_owned);
    comments.iter().filter_map(name).collect()
}

#[tokio::test]
async fn a_reader_signs_in_with_a_code_writes_under_their_name_and_signs_out() {
    let post = Post::open().await;
    tell_everywhere(with(post.settings()), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        begins(&reader, "Viết khi chưa đăng nhập.").await;
        takes_a_code(&reader, &post, "Lan Nguyễn").await;
        writes_as(&reader, "Lan Nguyễn").await;
        reader
            .composer()
            .becomes("it.getRootNode().activeElement === it")
            .await;
        assert_eq!(reader.composer().value().await, "Viết khi chưa đăng nhập.");
        reader.sends().await;
        is_by(&reader, "Viết khi chưa đăng nhập.", "Lan Nguyễn").await;

        reader.reload().await;
        reader.sees_the_thread().await;
        reader.composer().types("Vẫn là Lan.").await;
        writes_as(&reader, "Lan Nguyễn").await;
        reader.sends().await;
        is_by(&reader, "Vẫn là Lan.", "Lan Nguyễn").await;

        reader
            .what_is_said("Vẫn là Lan.")
            .the(css("[data-deed=reply]"))
            .click()
            .await;
        let answer = reader.the(comment("Vẫn là Lan.")).the(css("form"));
        answer.says("Viết với tên Lan Nguyễn").await;
        answer.the(css("textarea")).types("Tự trả lời.").await;
        answer.the(button("Gửi trả lời")).click().await;
        is_by(&reader, "Tự trả lời.", "Lan Nguyễn").await;

        reader.composer().click().await;
        reader.the(button("Đăng xuất")).click().await;
        let name = reader.the(field("Tên của bạn"));
        name.becomes("it.getRootNode().activeElement === it").await;
        reader.comments("Khách", "Ai cũng được.").await;
        is_by(&reader, "Ai cũng được.", "Khách").await;
        assert_eq!(
            authors(world)
                .await
                .iter()
                .filter(|name| *name == "Lan Nguyễn")
                .count(),
            3
        );
    })
    .await;
}

#[tokio::test]
async fn signing_in_meets_no_barrier_and_says_what_is_wrong_beside_its_field() {
    let post = Post::open().await;
    tell(with(post.settings()), async |world| {
        world.expects_failed_requests();
        for scheme in ["light", "dark"] {
            let reader = world.reader().await;
            reader.prefers(scheme).await;
            reader.has_a_screen_of(320, 640).await;
            reader.reads(&world.front_page()).await;
            reader.composer().types("Xin chào").await;
            reader.meets_no_barrier("sign-in offered").await;
            reader.meets_no_small_target().await;
            reader.tabs_to(reader.the(button("Đăng nhập"))).await;
            reader.presses(Key::Enter).await;
            let dialog = reader.the(css("dialog"));
            let email = dialog.the(field("E-mail (không hiển thị với ai)"));
            email.types("lan@").await;
            reader.meets_no_barrier("asked for an address").await;
            dialog.the(button("Gửi mã cho tôi")).click().await;
            reader.is_told_what_is_wrong(&email).await;
            reader.meets_no_barrier("a wrong address").await;
            email.is_retyped(ADDRESS).await;
            dialog.the(button("Gửi mã cho tôi")).click().await;
            reader
                .is_told_what_is_wrong(&dialog.the(field("Tên của bạn")))
                .await;
            dialog.the(field("Tên của bạn")).types("Lan").await;
            reader.presses(Key::Enter).await;
            let code = dialog.the(field("Mã trong e-mail"));
            code.becomes("it.getRootNode().activeElement === it").await;
            code.types("12").await;
            reader.presses(Key::Enter).await;
            reader.is_told_what_is_wrong(&code).await;
            dialog.says("Còn thử được 4 lần.").await;
            reader.meets_no_barrier("a wrong code").await;
            reader.meets_no_small_target().await;
            reader.need_not_scroll_sideways().await;
            reader.presses(Key::Escape).await;
            dialog.is_gone().await;
            reader
                .the(button("Đăng nhập"))
                .becomes("it.getRootNode().activeElement === it")
                .await;
            reader.presses(Key::Enter).await;
            takes_a_code(&reader, &post, "Lan").await;
            writes_as(&reader, "Lan").await;
            reader.meets_no_barrier("signed in").await;
            reader.meets_no_small_target().await;
            reader.need_not_scroll_sideways().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_that_is_over_says_so_and_what_was_written_stays() {
    let post = Post::open().await;
    tell(with(post.settings()), async |world| {
        world.expects_failed_requests();
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        begins(&reader, "Một.").await;
        takes_a_code(&reader, &post, "Lan").await;
        writes_as(&reader, "Lan").await;
        ends_sessions(&reader).await;
        reader.sends().await;
        let over = reader.the(role("alert").saying("Phiên đăng nhập của Lan đã hết hạn."));
        over.appears().await;
        reader.composer().becomes("it.value === 'Một.'").await;
        reader.meets_no_barrier("a session is over").await;
        // Nothing goes out meanwhile, under no name.
        reader.sends().await;
        let again = reader.the(button("Đăng nhập lại"));
        again.becomes("it.getRootNode().activeElement === it").await;
        again.click().await;
        takes_a_code(&reader, &post, "Lan").await;
        over.is_gone().await;
        reader.the(css(".chuyen-composer-fault")).is_gone().await;
        reader.sends().await;
        is_by(&reader, "Một.", "Lan").await;

        ends_sessions(&reader).await;
        reader.composer().types("Hai.").await;
        reader.sends().await;
        over.appears().await;
        reader.composer().becomes("it.value === 'Hai.'").await;
        reader.the(button("Viết với tên khác")).click().await;
        reader.the(field("Tên của bạn")).is_retyped("Khách").await;
        reader.sends().await;
        is_by(&reader, "Hai.", "Khách").await;
        assert_eq!(authors(world).await, ["Khách", "Lan"]);
    })
    .await;
}

#[tokio::test]
async fn a_session_counts_before_the_program_is_there_and_a_guest_s_name_stays_known() {
    let post = Post::open().await;
    tell(with(post.settings()), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.composer().click().await;
        reader.the(css("label").saying("Nhớ tên tôi")).click().await;
        reader.comments("Bạn đọc quen", "Là khách.").await;
        reader.sees_comment("Là khách.").await;
        begins(&reader, "Nháp").await;
        takes_a_code(&reader, &post, "Lan").await;
        writes_as(&reader, "Lan").await;

        world.line.holds("islands");
        reader.reload().await;
        reader.sees_the_thread().await;
        reader
            .composer()
            .is_retyped("Không cần chương trình.")
            .await;
        writes_as(&reader, "Lan").await;
        reader.sends().await;
        until(PATIENCE, "it is by Lan", async || {
            authors(world)
                .await
                .first()
                .is_some_and(|name| name == "Lan")
        })
        .await;
        reader.composer().types("Tiếp.").await;
        world.line.lets_go();
        // The program comes once the field is left, tells how long ago it was, and knows who is signed in.
        reader.the(button("Xem trước")).click().await;
        reader.what_is_said("Là khách.").says("vừa xong").await;
        writes_as(&reader, "Lan").await;
        reader.the(button("Đăng xuất")).click().await;
        reader
            .the(field("Tên của bạn"))
            .becomes("it.value === 'Bạn đọc quen'")
            .await;
    })
    .await;
}

#[tokio::test]
async fn the_partner_says_who_its_reader_is_when_the_reader_asks_for_it() {
    tell_everywhere(with(PARTNER.into()), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        begins(&reader, "Của bạn đọc.").await;
        reader
            .the(css("dialog"))
            .says("không có cách đăng nhập nào")
            .await;
        reader.the(button("Đóng")).click().await;
        reader.run(VOUCHES, "").await;
        reader.the(button("Đăng nhập")).click().await;
        reader
            .the(button("Dùng tài khoản của trang này"))
            .click()
            .await;
        reader
            .the(role("alert").saying("Trang này chưa cho biết bạn là ai."))
            .appears()
            .await;
        assert_eq!(reader.asks("window.asked").await, json!(1));
        reader.run(VOUCHES, "Lê Thị Bưởi").await;
        reader
            .the(button("Dùng tài khoản của trang này"))
            .click()
            .await;
        writes_as(&reader, "Lê Thị Bưởi").await;
        reader.sends().await;
        is_by(&reader, "Của bạn đọc.", "Lê Thị Bưởi").await;
    })
    .await;
}

#[tokio::test]
async fn a_reader_who_chose_a_provider_has_its_page_and_a_code_to_compare() {
    let provider = "[site.oidc]\nname = \"Thẻ bạn đọc\"\nissuer = \"http://127.0.0.1:9\"\nclient_id = \"chuyen\"\n";
    tell(with(provider.into()), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        begins(&reader, "Của bạn đọc.").await;
        reader.the(button("Tiếp tục với Thẻ bạn đọc")).click().await;
        let page = reader.the(link("Tiếp tục với Thẻ bạn đọc"));
        page.becomes("it.href.startsWith('https://news.example/sign-in/')")
            .await;
        page.becomes("it.target === '_blank' && it.rel === 'noopener'")
            .await;
        let code = reader.the(css("dialog strong"));
        code.becomes("/^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(it.innerText)")
            .await;
        reader
            .the(role("status").saying("Đang chờ bạn đăng nhập"))
            .appears()
            .await;
        reader.meets_no_barrier("waiting for a provider").await;
        reader.meets_no_small_target().await;
        until(PATIENCE, "the server is asked how it stands", async || {
            !world.line.requests("sign-in/poll").is_empty()
        })
        .await;
        reader.the(button("Quay lại")).click().await;
        reader.the(button("Huỷ")).click().await;
        reader.the(css("dialog")).is_gone().await;
        assert_eq!(reader.composer().value().await, "Của bạn đọc.");
    })
    .await;
}

#[tokio::test]
async fn what_the_newsroom_says_itself_has_its_badge() {
    let staff = "staff = [{ name = \"Lê Hoàng Mai\", badge = \"Toà soạn\" }]\n";
    tell(with(staff.into()), async |world| {
        let add = ["key", "add", "--site", "bao-dong-khoi", "--label", "toà soạn"];
        let key = world.server.command(&add);
        let url = format!("http://{}/api/v1/articles/bdk-27052023/comments", world.server.address());
        let said = json!({ "key": "key-of-the-newsroom", "text": "Cảm ơn bạn đọc.", "staff": "Lê Hoàng Mai" });
        let request = Request::post(url)
            .header("authorization", format!("Bearer {}", key.trim()))
            .header("content-type", "application/json")
            .body(Body::from(said.to_string()));
        let answer = http::send(request.expect("a request")).await.expect("an answer");
        assert_eq!(answer.status, 201);
        let reader = world.reader().await;
        for held in [Some("islands"), None] {
            match held {
                Some(part) => world.line.holds(part),
                None => world.line.lets_go(),
            }
            reader.reads(&world.front_page()).await;
            let badge = reader.what_is_said("Cảm ơn").the(css(".chuyen-comment-badge"));
            badge.says("Toà soạn").await;
        }
        reader
            .what_is_said("Cảm ơn")
            .tells("it.scrollIntoView()")
            .await;
        // The program tells how long ago it was.
        reader.what_is_said("Cảm ơn").says("vừa xong").await;
        reader.what_is_said("Cảm ơn").the(css(".chuyen-comment-badge")).says("Toà soạn").await;
        reader.meets_no_barrier("a badge").await;
    })
    .await;
}

#[tokio::test]
async fn where_nobody_can_sign_in_nothing_is_offered() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.composer().click().await;
        reader.the(field("Tên của bạn")).appears().await;
        assert_eq!(reader.the(button("Đăng nhập")).count().await, 0);
        assert_eq!(world.line.requests("sign-in"), Vec::<String>::new());
    })
    .await;
}
