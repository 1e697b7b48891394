//! The line between one reader and the server: real connections, and little gets through.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use futures_util::future::join_all;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::dice::Dice;
use super::fate::Fate;
use super::request::Request;

/// Something in between that knows no better.
const DENIAL: &[u8] =
    b"HTTP/1.1 504 Gateway Timeout\r\ncontent-type: text/html\r\ncontent-length: 9\r\nconnection: close\r\n\r\n<h1>504\r\n";

/// A line to one server.
pub struct Line {
    /// Where the reader finds it.
    pub address: SocketAddr,
    traffic: Arc<Traffic>,
}

/// What is under way.
struct Traffic {
    server: SocketAddr,
    dice: Mutex<Dice>,
    /// What is kept back.
    late: Mutex<Vec<Late>>,
    log: Mutex<Vec<Passage>>,
    /// How many connections are open.
    open: watch::Sender<usize>,
}

/// A request that is kept back.
struct Late {
    request: Request,
    /// It arrives after so many others about the same comment.
    after: usize,
}

/// One request, for the record.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The key of the comment it was about.
    pub about: String,
    /// Its method.
    pub method: String,
    /// What became of it; none: it is one that was kept back, and arrived now.
    pub fate: Option<Fate>,
}

impl Line {
    /// Lays a line to `server`.
    pub async fn to(server: SocketAddr, dice: Dice) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let traffic = Arc::new(Traffic {
            server,
            dice: Mutex::new(dice),
            late: Mutex::default(),
            log: Mutex::default(),
            open: watch::Sender::new(0),
        });
        let carrying = traffic.clone();
        tokio::spawn(async move {
            while let Ok((reader, _)) = listener.accept().await {
                let traffic = carrying.clone();
                traffic.open.send_modify(|open| *open += 1);
                tokio::spawn(async move {
                    traffic.carry(reader).await;
                    traffic.open.send_modify(|open| *open -= 1);
                });
            }
        });
        Self { address, traffic }
    }

    /// Waits until nothing is under way, and lets arrive what is still kept back.
    pub async fn end(&self) -> Vec<Passage> {
        let mut open = self.traffic.open.subscribe();
        open.wait_for(|open| *open == 0).await.unwrap();
        let late = std::mem::take(&mut *self.traffic.late.lock().unwrap());
        self.traffic
            .bring(late.into_iter().map(|late| late.request).collect())
            .await;
        self.traffic.log.lock().unwrap().clone()
    }
}

impl Traffic {
    async fn carry(&self, mut reader: TcpStream) {
        let Some(request) = Request::read(&mut reader).await else {
            return;
        };
        let (fate, at_once) = {
            let mut dice = self.dice.lock().unwrap();
            (Fate::thrown(&mut dice), dice.in_hundred(50))
        };
        let due = self.due(&request.about);
        self.note(&request, Some(fate));
        if at_once {
            tokio::join!(self.bring(due), self.pass(reader, &request, fate));
        } else {
            self.pass(reader, &request, fate).await;
            self.bring(due).await;
        }
    }

    async fn pass(&self, mut reader: TcpStream, request: &Request, fate: Fate) {
        let all = request.bytes.len();
        match fate {
            Fate::CutBefore => {}
            Fate::CutWithin => request.begin(self.server, self.below(all)).await,
            Fate::CutAfter => {
                // The reader knows at once, and does not wait until the server does.
                drop(reader);
                request.begin(self.server, all).await;
            }
            Fate::LosesAnswer => {
                request.ask(self.server).await;
            }
            Fate::Passes => tell(&mut reader, &request.ask(self.server).await).await,
            Fate::TearsAnswer => {
                let answer = request.ask(self.server).await;
                tell(&mut reader, &answer[..self.below(answer.len())]).await;
            }
            Fate::Denied => {
                request.ask(self.server).await;
                tell(&mut reader, DENIAL).await;
            }
            Fate::Twice => {
                let answers = tokio::join!(request.ask(self.server), request.ask(self.server));
                let answers = [answers.0, answers.1];
                tell(&mut reader, &answers[self.below(2)]).await;
            }
            Fate::TwiceLater => {
                let answer = request.ask(self.server).await;
                self.keep_back(request);
                tell(&mut reader, &answer).await;
            }
            Fate::Late => self.keep_back(request),
        }
    }

    fn below(&self, count: usize) -> usize {
        self.dice.lock().unwrap().below(count)
    }

    fn keep_back(&self, request: &Request) {
        let late = Late {
            request: request.clone(),
            after: 1 + self.below(4),
        };
        self.late.lock().unwrap().push(late);
    }

    /// What was kept back until this request about a comment.
    fn due(&self, about: &str) -> Vec<Request> {
        let mut late = self.late.lock().unwrap();
        for late in late.iter_mut().filter(|late| late.request.about == about) {
            late.after -= 1;
        }
        let due = late.extract_if(.., |late| late.after == 0);
        due.map(|late| late.request).collect()
    }

    async fn bring(&self, late: Vec<Request>) {
        let asking = late.iter().map(|request| {
            self.note(request, None);
            request.ask(self.server)
        });
        join_all(asking).await;
    }

    fn note(&self, request: &Request, fate: Option<Fate>) {
        let passage = Passage {
            about: request.about.clone(),
            method: request.method.clone(),
            fate,
        };
        self.log.lock().unwrap().push(passage);
    }
}

/// A reader who has gone hears nothing.
async fn tell(reader: &mut TcpStream, answer: &[u8]) {
    let _ = reader.write_all(answer).await;
    let _ = reader.shutdown().await;
}
