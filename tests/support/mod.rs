//! What the tests stand on: databases of their own, a proxy before PostgreSQL, people at screens,
//! a printer, a card terminal, a server of mail.

pub mod card_terminal;
pub mod database;
pub mod group_server;
pub mod mail;
pub mod online_rows;
pub mod pair;
pub mod people;
pub mod printer;
pub mod proxy;
pub mod queue;
pub mod separated;
