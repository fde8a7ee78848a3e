//! A terminal of the storm, seen from outside: a process on a line and a disk of its own, which is
//! killed and started again.

use super::disk::Disk;
use super::post::{POST, Post, SAID};
use crate::support::proxy::Proxy;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What a terminal said, over all its lives.
#[derive(Default)]
pub struct Said {
    /// Orders it was told are taken.
    pub orders: BTreeSet<String>,
    /// Everything else, counted.
    pub lines: BTreeMap<String, usize>,
}

/// The terminal.
pub struct Terminal {
    post: Post,
    /// Its ways to the two servers.
    pub line: [Proxy; 2],
    disk: Option<Disk>,
    life: Option<Child>,
    said: Arc<Mutex<Said>>,
}

impl Terminal {
    /// Starts it for the first time.
    pub fn start(post: Post, line: [Proxy; 2]) -> Terminal {
        std::fs::create_dir_all(&post.home).expect("a home");
        let disk = Disk::at(&post.home);
        let mut terminal = Terminal { post, line, disk, life: None, said: Arc::default() };
        terminal.live();
        terminal
    }

    /// Starts it again.
    pub fn live(&mut self) {
        let program = std::env::current_exe().expect("this test");
        let mut command = match &self.disk {
            Some(disk) => disk.command(&program),
            None => Command::new(program),
        };
        self.post.seed = self.post.seed.wrapping_add(1);
        let mut life = command
            .args(["--exact", "storm::post::terminal", "--ignored", "--nocapture"])
            .env(POST, serde_json::to_string(&self.post).expect("a post"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a terminal");
        let output = BufReader::new(life.stdout.take().expect("its output"));
        self.said.lock().expect("said").lines.retain(|line, _| line != "at work" && line != "done");
        let said = self.said.clone();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let Some(line) = line.strip_prefix(SAID) else { continue };
                let mut said = said.lock().expect("said");
                match line.strip_prefix("order ") {
                    Some(order) => drop(said.orders.insert(order.to_owned())),
                    None => *said.lines.entry(line.to_owned()).or_default() += 1,
                }
            }
        });
        self.life = Some(life);
    }

    /// Kills it with all it was doing.
    pub fn kill(&mut self) {
        let mut life = self.life.take().expect("it lives");
        assert!(life.try_wait().expect("asked").is_none(), "a terminal ended by itself");
        life.kill().expect("killed with signal 9");
        life.wait().expect("gone");
    }

    /// Tells it something.
    pub fn tell(&mut self, what: &str) {
        let life = self.life.as_mut().expect("it lives");
        writeln!(life.stdin.as_mut().expect("its input"), "{what}").expect("told");
    }

    /// Sets its clock so many seconds ahead, for its next lives too.
    pub fn set_ahead(&mut self, seconds: i64) {
        self.post.ahead = seconds;
        self.tell(&format!("ahead {seconds}"));
    }

    /// Whether its disk can be full.
    pub fn has_disk(&self) -> bool {
        self.disk.is_some()
    }

    /// How often it said that.
    pub fn count(&self, line: &str) -> usize {
        self.said.lock().expect("said").lines.get(line).copied().unwrap_or_default()
    }

    /// Waits until it says that once more than so many times; whether it does in time.
    pub async fn says(&self, line: &str, more_than: usize, within: Duration) -> bool {
        let begun = Instant::now();
        while self.count(line) <= more_than {
            if begun.elapsed() > within {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        true
    }

    /// Waits for the end of one that was told to finish.
    pub async fn end(&mut self) {
        let within = Duration::from_secs(90);
        assert!(self.says("done", 0, within).await, "{} still waits", self.post.home.display());
        let mut life = self.life.take().expect("it lives");
        // It ends when nobody tells it anything any more.
        drop(life.stdin.take());
        assert!(life.wait().expect("gone").success());
    }

    /// Copies the files of its journal: SQLite would take the way to its disk for another.
    pub fn copy_journal(&self, to: &Path) {
        let home = self.disk.as_ref().map_or_else(|| self.post.home.clone(), Disk::seen);
        for file in std::fs::read_dir(home).expect("its home").flatten() {
            if file.file_name().to_string_lossy().starts_with("journal") {
                std::fs::copy(file.path(), to.join(file.file_name())).expect("copied");
            }
        }
    }

    /// What it said.
    pub fn said(&self) -> std::sync::MutexGuard<'_, Said> {
        self.said.lock().expect("said")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(life) = &mut self.life {
            // It may have ended.
            let _ = life.kill();
            let _ = life.wait();
        }
    }
}
