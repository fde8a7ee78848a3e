//! A session bus with a keyring of its own: the real `gnome-keyring-daemon`, in a home of its own.

use super::processes::Family;
use anyhow::{Context, ensure};
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What unlocks it.
const PASSWORD: &str = "mot de passe de session";
const READY_MAX: Duration = Duration::from_secs(20);

/// A bus that starts nothing by itself: whether there is a keyring is the test's to say.
const BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:dir={home}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// The bus of a desktop session; its keyring may be locked and unlocked.
pub struct DesktopSession {
    home: PathBuf,
    address: String,
    keyring: Option<Family>,
    _bus: Family,
}

impl DesktopSession {
    /// Opens one whose keyring is unlocked, as after a login with a password.
    pub fn open(home: &Path) -> anyhow::Result<DesktopSession> {
        fs::create_dir_all(home)?;
        fs::set_permissions(home, Permissions::from_mode(0o700))?;
        let configuration = home.join("bus.conf");
        fs::write(&configuration, BUS.replace("{home}", &home.display().to_string()))?;
        let mut command = Command::new("dbus-daemon");
        command.args(["--nofork", "--print-address=1", "--config-file"]).arg(configuration);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut bus = Family::start(&mut command, "TERM")?;
        let mut address = String::new();
        BufReader::new(bus.output().context("the bus has no output")?).read_line(&mut address)?;
        let address = address.trim().to_owned();
        ensure!(!address.is_empty(), "the bus did not start");
        let mut session =
            DesktopSession { home: home.to_owned(), address, keyring: None, _bus: bus };
        session.unlock()?;
        Ok(session)
    }

    /// The variables by which programs find it.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        vec![("DBUS_SESSION_BUS_ADDRESS", self.address.clone())]
    }

    /// Starts the keyring with its password.
    pub fn unlock(&mut self) -> anyhow::Result<()> {
        let mut keyring = self.start(&["--unlock"])?;
        keyring.input().context("the keyring takes no password")?.write_all(PASSWORD.as_bytes())?;
        self.keyring = Some(keyring);
        let since = Instant::now();
        while !self.takes_a_secret()? {
            ensure!(since.elapsed() < READY_MAX, "the keyring is not unlocked");
            sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// Starts the keyring without its password, as after an automatic login.
    pub fn lock(&mut self) -> anyhow::Result<()> {
        self.keyring = Some(self.start(&[])?);
        Ok(())
    }

    /// Ends whichever keyring there is, and starts one.
    fn start(&mut self, options: &[&str]) -> anyhow::Result<Family> {
        self.keyring = None;
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]).args(options);
        command.env("HOME", &self.home).env("XDG_DATA_HOME", self.home.join("data"));
        command.env("XDG_RUNTIME_DIR", &self.home);
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address);
        for inherited in ["DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL"] {
            command.env_remove(inherited);
        }
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Family::start_fed(&mut command, "TERM")
    }

    fn takes_a_secret(&self) -> anyhow::Result<bool> {
        let mut command = Command::new("secret-tool");
        command.args(["store", "--label=test", "of", "test"]);
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut storing = command.spawn()?;
        // Dropped at once: that is the end of the secret.
        storing.stdin.take().context("no input")?.write_all(b"secret")?;
        Ok(storing.wait()?.success())
    }
}
