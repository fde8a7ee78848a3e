//! The services on the Internet, as the program's state has them.

use super::App;
use crate::delivery::known::KnownTravels;
use crate::outside::{Limits, Outside};
use crate::settings::map_ground::KnownGround;
use std::path::PathBuf;

impl App {
    /// The services on the Internet, as they are known here.
    pub fn outside(&self) -> &Outside {
        &self.outside
    }

    /// The travels that were found here.
    pub fn travels(&self) -> &KnownTravels {
        &self.travels
    }

    /// The same with other limits of time.
    pub fn with_outside(mut self, outside: Outside) -> App {
        self.outside = outside;
        self
    }

    /// The same with services waited for so long.
    pub fn with_limits(self, limits: Limits) -> App {
        self.with_outside(Outside::within(limits))
    }

    /// The same with tiles of the map kept below that folder.
    pub fn with_tiles_in(self, folder: PathBuf) -> App {
        self.outside.keep_tiles_in(folder);
        self
    }

    /// What its map is drawn on, as it was read last.
    pub(crate) fn known_ground(&self) -> &KnownGround {
        &self.ground
    }
}
