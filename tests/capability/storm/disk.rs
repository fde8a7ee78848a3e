//! A small disk of one terminal, which can be full: memory, mounted where this process and nobody
//! else sees it, and gone with the process that holds it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const MOUNT: &str = "mount -t tmpfs -o size=64m none \"$1\" && echo mounted && exec cat";

/// The disk.
pub struct Disk {
    holder: Child,
    home: PathBuf,
    /// Without being root one may mount as root of a world of one's own.
    own_users: bool,
}

impl Disk {
    /// Mounts one at `home`; none where this system lets nobody do that.
    pub fn at(home: &Path) -> Option<Disk> {
        [false, true].into_iter().find_map(|own_users| {
            let mut holder = Command::new("unshare")
                .args(["-m"].into_iter().chain(own_users.then_some("-Ur")))
                .args(["sh", "-c", MOUNT, "sh"])
                .arg(home)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .ok()?;
            let mut said = String::new();
            BufReader::new(holder.stdout.take()?).read_line(&mut said).ok()?;
            let disk = Disk { holder, home: home.to_owned(), own_users };
            (said.trim() == "mounted").then_some(disk)
        })
    }

    /// A command that sees it.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["-m", "-t", &self.holder.id().to_string()]);
        if self.own_users {
            command.args(["-U", "--preserve-credentials"]);
        }
        command.arg(program);
        command
    }

    /// Where it is seen from elsewhere.
    pub fn seen(&self) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.holder.id()));
        root.join(self.home.strip_prefix("/").expect("an absolute path"))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}
