//! The services on the Internet, as the program's state has them.

use super::App;
use crate::delivery::known::KnownTravels;
use crate::outside::Outside;

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
}
