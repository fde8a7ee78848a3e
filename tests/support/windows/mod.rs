//! Real windows of the real program, seen and touched from outside.
//!
//! A [`Terminal`] is what stands in a shop: a screen of its own (a covered window would give an
//! empty picture), a home of its own, the program with one window, and its place in the
//! environment's variables for the database. Everything is found by `data-testid` and waited for:
//! a test says what a window has to show and within what time, never how long to sleep.

mod key;
pub mod keyring;
mod processes;
mod seen;
mod webdriver;

use anyhow::{Context, bail, ensure};
use domain::shops::WindowKind;
use processes::{Display, Driver};
use seen::LOOK;
use serde_json::{Value, json};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::sleep;
use webdriver::{Session, Trouble};

pub use key::Key;
pub use seen::{Seen, Sign};

/// What takes a window one answer of the server, on a machine that has more to do.
pub const SOON: Duration = Duration::from_secs(15);
/// A window whose page has not come by then does not come.
const OPEN_MAX: Duration = Duration::from_secs(60);
const LOOK_AGAIN_AFTER: Duration = Duration::from_millis(50);
/// The terminal stands in the demo's first shop.
pub const FIRST_SHOP: &[&str] = &["--shop", "MOZ1"];
/// Tests with windows that run at once.
const TURNS: usize = 2;

/// The `data-testid` of the tile that bears a name.
const TILE_OF: &str = "
    const [name] = arguments;
    return Array.from(document.querySelectorAll('[data-testid^=staff-]'))
        .find(tile => tile.innerText.includes(name))?.dataset.testid ?? null;";
/// Calls back when everything that moves has arrived and is painted.
const SETTLE: &str = "
    const [done] = arguments;
    const ends = it => Number.isFinite(it.effect?.getComputedTiming().endTime);
    const moving = () => document.getAnimations().some(it => it.playState === 'running' && ends(it));
    const look = () => moving() ? setTimeout(look, 50)
        : requestAnimationFrame(() => requestAnimationFrame(() => done(null)));
    document.fonts.ready.then(look);";
/// A mark that a reload would wipe away, with a list of what went wrong since.
const MARK: &str = "
    const wrong = window.markOfTheTest = [];
    const note = it => wrong.push([it, it?.stack].filter(Boolean).map(String).join('\\n'));
    addEventListener('error', event => note(event.error ?? event.message));
    addEventListener('unhandledrejection', event => note(event.reason));
    const shout = console.error;
    console.error = (...all) => { note(all.map(String).join(' ')); shout(...all); };
    return null;";
const MARKED: &str = "return window.markOfTheTest ?? null;";
/// Whether an element lies within the window whole.
const IN_SIGHT: &str = "
    const [id] = arguments;
    const box = document.querySelector(`[data-testid='${id}']`)?.getBoundingClientRect();
    return Boolean(box) && box.width > 0 && box.top >= 0 && box.left >= 0
        && box.right <= innerWidth && box.bottom <= innerHeight;";
const PAGE_TEXT: &str = "return document.body.innerText;";

/// Where a terminal finds its database.
#[derive(Clone, Debug)]
pub struct Address {
    /// The database's name.
    pub database: String,
    /// The user to be.
    pub user: String,
    /// The folder of the server's Unix socket.
    pub socket_folder: PathBuf,
}

impl Address {
    /// The variables that tell the program.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("DATABASE_NAME", self.database.clone()),
            ("DATABASE_USER", self.user.clone()),
            ("DATABASE_HOST", self.socket_folder.display().to_string()),
        ]
    }
}

/// Waits until few enough tests have windows open. Keep it for as long as yours are.
pub async fn turn() -> SemaphorePermit<'static> {
    static FREE: Semaphore = Semaphore::const_new(TURNS);
    FREE.acquire().await.expect("the semaphore is never closed")
}

/// One terminal with one window. Dropping it ends its processes.
pub struct Terminal {
    kind: WindowKind,
    session: Session,
    // In this order: the window goes before its screen.
    driver: Driver,
    display: Display,
}

impl fmt::Display for Terminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.word())
    }
}

impl Terminal {
    /// Opens a window of a terminal of the first shop, and waits until its page is there.
    pub async fn open(
        kind: WindowKind,
        home: &Path,
        address: &Address,
    ) -> anyhow::Result<Terminal> {
        Terminal::open_with(kind, home, &address.variables(), FIRST_SHOP).await
    }

    /// Opens a window of a terminal that is told this, and waits until its page is there.
    pub async fn open_with(
        kind: WindowKind,
        home: &Path,
        variables: &[(&'static str, String)],
        options: &[&str],
    ) -> anyhow::Result<Terminal> {
        Terminal::open_at(kind, home, variables, options, size_of(kind)).await
    }

    /// The same on a screen of that size.
    pub async fn open_at(
        kind: WindowKind,
        home: &Path,
        variables: &[(&'static str, String)],
        options: &[&str],
        size: (u32, u32),
    ) -> anyhow::Result<Terminal> {
        let terminal = Terminal::start(kind, home, variables, options, size).await?;
        terminal.session.resize(size).await?;
        // Every screen has this switch, whoever is signed in.
        terminal.wait_for("language", Sign::Live, OPEN_MAX).await?;
        terminal.run(MARK, json!([])).await?;
        Ok(terminal)
    }

    /// Opens a window of a terminal that is told this, and does not wait for its page.
    pub async fn start(
        kind: WindowKind,
        home: &Path,
        variables: &[(&'static str, String)],
        options: &[&str],
        size: (u32, u32),
    ) -> anyhow::Result<Terminal> {
        fs::create_dir_all(home)?;
        let display = Display::open(size)?;
        let driver = Driver::start(&display, home, variables).await?;
        let arguments = [&["--window", kind.word()], options].concat();
        let begun = Session::begin(driver.port(), env!("CARGO_BIN_EXE_oc-pizza"), &arguments).await;
        let session =
            begun.with_context(|| format!("opening the {}:\n{}", kind.word(), driver.printed()))?;
        Ok(Terminal { kind, session, driver, display })
    }

    /// Runs a function's body in the page, which may be run again: in the next one, where this page is left
    /// meanwhile.
    pub async fn run(&self, script: &str, arguments: Value) -> anyhow::Result<Value> {
        let since = Instant::now();
        loop {
            match self.session.run(script, arguments.clone()).await {
                Err(trouble) if trouble.is_of_a_page_left() && since.elapsed() < SOON => {
                    sleep(LOOK_AGAIN_AFTER).await;
                }
                done => return self.heard(done),
            }
        }
    }

    /// Runs a function's body in the page, and waits until it calls its last argument.
    pub async fn run_until_called(&self, script: &str, arguments: Value) -> anyhow::Result<Value> {
        self.heard(self.session.run_until_called(script, arguments).await)
    }

    /// The elements of that id, which may be none.
    async fn look(&self, id: &str) -> anyhow::Result<Vec<Seen>> {
        let seen = self.run(LOOK, json!([id])).await?;
        Ok(serde_json::from_value(seen)?)
    }

    /// The first element of that id, once it is there.
    pub async fn find(&self, id: &str) -> anyhow::Result<Seen> {
        let seen = self.wait_for(id, Sign::There, SOON).await?;
        seen.into_iter().next().context("an element that was there")
    }

    /// Its text, once it is there.
    pub async fn text(&self, id: &str) -> anyhow::Result<String> {
        Ok(self.find(id).await?.text())
    }

    /// Waits until what is under `id` gives the sign; returns it as it then stands.
    pub async fn wait_for(
        &self,
        id: &str,
        sign: Sign<'_>,
        within: Duration,
    ) -> anyhow::Result<Vec<Seen>> {
        self.until(within, async || {
            let seen = self.look(id).await?;
            let given = sign.given(&seen);
            Ok(if given { Ok(seen) } else { Err(format!("`{id}` is not {sign:?} but {seen:?}")) })
        })
        .await
    }

    /// The same within the time of one answer of the server.
    pub async fn shows(&self, id: &str, sign: Sign<'_>) -> anyhow::Result<()> {
        self.wait_for(id, sign, SOON).await.map(drop)
    }

    /// Sees to it that what is under `id` gives the sign all the time.
    pub async fn keeps(&self, id: &str, sign: Sign<'_>, time: Duration) -> anyhow::Result<()> {
        let since = Instant::now();
        while since.elapsed() < time {
            let seen = self.look(id).await?;
            if !sign.given(&seen) {
                return self.give_up(format!("`{id}` is {sign:?} no more but {seen:?}")).await;
            }
            sleep(LOOK_AGAIN_AFTER).await;
        }
        Ok(())
    }

    /// Taps the first element of that id, once a finger reaches it.
    pub async fn click(&self, id: &str) -> anyhow::Result<()> {
        self.until(SOON, async || {
            self.shows(id, Sign::Live).await?;
            let tapped = async {
                let element = self.session.find(&selector(id)).await?;
                self.session.click(&element).await
            };
            self.passing(id, tapped.await)
        })
        .await
    }

    /// Types into the first element of that id.
    pub async fn type_keys(&self, id: &str, keys: &str) -> anyhow::Result<()> {
        self.shows(id, Sign::Live).await?;
        let element = self.heard(self.session.find(&selector(id)).await)?;
        self.heard(self.session.type_into(&element, keys).await)
    }

    /// Replaces what a field holds.
    pub async fn fill(&self, id: &str, text: &str) -> anyhow::Result<()> {
        let field = self.find(id).await?;
        let back = Key::Backspace.code().repeat(field.value().chars().count());
        self.type_keys(id, &format!("{back}{text}")).await?;
        self.shows(id, Sign::Holds(text)).await
    }

    /// Presses a key on whatever has the focus.
    pub async fn press(&self, key: Key) -> anyhow::Result<()> {
        let focused = self.heard(self.session.focused().await)?;
        self.heard(self.session.type_into(&focused, key.code()).await)
    }

    /// Types a PIN on the pad and sends it; done when the answer is there.
    pub async fn enter_pin(&self, pin: &str) -> anyhow::Result<()> {
        for (before, digit) in pin.chars().enumerate() {
            self.click(&format!("pin-{digit}")).await?;
            self.shows("pin-dots", Sign::Has("data-digits", &(before + 1).to_string())).await?;
        }
        self.click("pin-submit").await?;
        // The pad is cleared by a refusal, and leaves with its page otherwise.
        let typed = pin.len().to_string();
        self.shows("pin-dots", Sign::HasNot("data-digits", &typed)).await
    }

    /// Chooses a person by name and enters the PIN, which must be right.
    pub async fn sign_in(&self, name: &str, pin: &str) -> anyhow::Result<()> {
        self.choose_person(name).await?;
        self.enter_pin(pin).await?;
        self.shows("signed-in", Sign::Says(name)).await
    }

    /// Taps a person's tile.
    pub async fn choose_person(&self, name: &str) -> anyhow::Result<()> {
        let tile = self
            .until(SOON, async || {
                let tile = self.run(TILE_OF, json!([name])).await?;
                let tile = tile.as_str().map(str::to_owned);
                Ok(tile.ok_or_else(|| format!("there is no tile of {name}")))
            })
            .await?;
        self.click(&tile).await
    }

    /// Makes the window smaller or larger.
    pub async fn resize(&self, size: (u32, u32)) -> anyhow::Result<()> {
        self.heard(self.session.resize(size).await)
    }

    /// Runs a function's body in the page, to play what no finger can do.
    pub async fn play(&self, script: &str) -> anyhow::Result<()> {
        self.heard(self.session.run(script, json!([])).await).map(drop)
    }

    /// Whether the first element of that id can be seen whole without scrolling.
    pub async fn is_in_sight(&self, id: &str) -> anyhow::Result<bool> {
        Ok(self.run(IN_SIGHT, json!([id])).await? == json!(true))
    }

    /// Ends the process that draws the window, as a fault of it would. The driver has lost the
    /// window then: what it shows has to be learnt from elsewhere.
    pub fn kill_browser(&self) -> anyhow::Result<()> {
        self.driver.kill_browser()
    }

    /// Everything the window says.
    async fn page_text(&self) -> anyhow::Result<String> {
        let text = self.run(PAGE_TEXT, json!([])).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Sees to it that the page is the one that was opened, and that nothing in it went wrong.
    pub async fn is_unharmed(&self) -> anyhow::Result<()> {
        let wrong = self.run(MARKED, json!([])).await?;
        ensure!(wrong == json!([]), "{self}: loaded again, or these errors: {wrong}");
        Ok(())
    }

    /// Goes to a page of the office's section of stock.
    pub async fn go_to_stock(&self, page: &str) -> anyhow::Result<()> {
        self.click("go-stock").await?;
        self.click(&format!("go-stock-{page}")).await
    }

    /// Opens the till, a page of its own.
    pub async fn open_till(&self) -> anyhow::Result<()> {
        self.click("till-open").await?;
        self.goes_to_another_page().await
    }

    /// Goes back from the till to the counter.
    pub async fn leave_till(&self) -> anyhow::Result<()> {
        self.click("till-back").await?;
        self.goes_to_another_page().await?;
        self.shows("till-open", Sign::There).await
    }

    /// Opens the deliveries, a page of its own.
    pub async fn open_deliveries(&self) -> anyhow::Result<()> {
        self.click("deliveries-open").await?;
        self.goes_to_another_page().await
    }

    /// Goes back from the deliveries to the counter.
    pub async fn leave_deliveries(&self) -> anyhow::Result<()> {
        self.click("deliveries-back").await?;
        self.goes_to_another_page().await?;
        self.shows("deliveries-open", Sign::There).await
    }

    /// Waits until the window has gone to another page, unharmed; from then on it is that one that
    /// must stay.
    pub async fn goes_to_another_page(&self) -> anyhow::Result<()> {
        self.until(SOON, async || {
            let looked = self.session.run(MARKED, json!([])).await;
            if let Err(Trouble::Refused(code, _)) = &looked
                && code == "no such frame"
            {
                return Ok(Err("the page is on its way".to_owned()));
            }
            let wrong = self.heard(looked)?;
            ensure!(wrong.is_null() || wrong == json!([]), "{self}: {wrong}");
            Ok(if wrong.is_null() { Ok(()) } else { Err("the page is the one before".to_owned()) })
        })
        .await?;
        self.shows("language", Sign::Live).await?;
        self.run(MARK, json!([])).await.map(drop)
    }

    /// Takes a picture of the screen when nothing moves on it. (The driver's own command for it
    /// hangs.)
    pub async fn picture(&self, file: &Path) -> anyhow::Result<()> {
        self.run_until_called(SETTLE, json!([])).await?;
        self.photograph(file).await
    }

    async fn photograph(&self, file: &Path) -> anyhow::Result<()> {
        let mut import = tokio::process::Command::new("import");
        import.args(["-window", "root", "-display", self.display.name()]).arg(file);
        let taken = import.status().await.context("ImageMagick's import")?;
        ensure!(taken.success(), "{import:?}: {taken}");
        Ok(())
    }

    /// An element that was drawn anew under the finger may be tried again.
    fn passing<T>(&self, id: &str, outcome: Result<T, Trouble>) -> anyhow::Result<Looked<T>> {
        match outcome {
            Err(trouble) if trouble.passes() => Ok(Err(format!("`{id}`: {trouble}"))),
            done => self.heard(done).map(Ok),
        }
    }

    /// What the driver answered; a fault comes with what the program printed.
    fn heard<T>(&self, outcome: Result<T, Trouble>) -> anyhow::Result<T> {
        outcome.with_context(|| format!("{self}, which printed:\n{}", self.driver.printed()))
    }

    /// Looks again and again until something is found; `look` says what it saw instead.
    async fn until<T>(
        &self,
        within: Duration,
        mut look: impl AsyncFnMut() -> anyhow::Result<Looked<T>>,
    ) -> anyhow::Result<T> {
        let since = Instant::now();
        loop {
            match look().await? {
                Ok(found) => return Ok(found),
                Err(seen) if since.elapsed() > within => {
                    return self.give_up(format!("after {within:?} {seen}")).await;
                }
                Err(_) => sleep(LOOK_AGAIN_AFTER).await,
            }
        }
    }

    /// Fails, with what the window shows.
    async fn give_up<T>(&self, what: String) -> anyhow::Result<T> {
        let picture = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!(
            "failed-{}-{}.png",
            std::process::id(),
            self.kind.word()
        ));
        let shown = match self.photograph(&picture).await {
            Ok(()) => format!("see {}", picture.display()),
            Err(error) => format!("without a picture: {error:#}"),
        };
        let wrong = self.run(MARKED, json!([])).await?;
        let text = self.page_text().await?;
        let printed = self.driver.printed();
        bail!(
            "{self}: {what}; {shown}; errors: {wrong}; the page says:\n{text}\nprinted:\n{printed}"
        )
    }
}

/// What was looked for, or what was seen instead.
type Looked<T> = Result<T, String>;

/// The screens a shop has.
pub fn size_of(kind: WindowKind) -> (u32, u32) {
    match kind {
        WindowKind::Kitchen => (1920, 1080),
        WindowKind::Counter | WindowKind::Board | WindowKind::Office => (1280, 800),
    }
}

fn selector(id: &str) -> String {
    format!("[data-testid='{id}']")
}
