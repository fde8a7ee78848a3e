//! Where this program writes what people ask it to hand out.

use super::App;
use std::path::{Path, PathBuf};

impl App {
    /// The same with a folder for what is handed out.
    pub fn with_exports(mut self, folder: PathBuf) -> App {
        self.exports = Some(folder);
        self
    }

    /// That folder, where there is one. It may have to be made.
    pub fn exports(&self) -> Option<&Path> {
        self.exports.as_deref()
    }
}
