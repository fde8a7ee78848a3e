//! What the tests stand on: databases of their own, a proxy before PostgreSQL, people at screens.

pub mod database;
pub mod group_server;
pub mod pair;
pub mod people;
pub mod proxy;
pub mod queue;
pub mod separated;
