//! The services played for a demonstration: on ports that stay the same, with what a telephone would show
//! printed as it comes.

use simulators::{
    Account, Addresses, Book, Digitaleo, Google, Ground, Paypal, Post, Purse, Tiles, Ways,
};
use std::time::Duration;

const DIGITALEO_PORT: u16 = 47_101;
const GOOGLE_PORT: u16 = 47_102;
const ADDRESSES_PORT: u16 = 47_103;
const TILES_PORT: u16 = 47_104;
const PAYPAL_PORT: u16 = 47_105;
const LOOK_EVERY: Duration = Duration::from_millis(500);

fn main() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("threads").block_on(play());
}

async fn play() {
    let sms = Digitaleo::at(DIGITALEO_PORT, Account::Json, Post::Takes).await;
    let map = Google::at(GOOGLE_PORT, Ways::Answers).await;
    let book = Addresses::at(ADDRESSES_PORT, Book::Answers).await;
    let ground = Tiles::at(TILES_PORT, Ground::Draws).await;
    let purse = Paypal::at(PAYPAL_PORT, Purse::Works).await;
    println!("Services played on this machine; at the office, Services, these are entered:");
    println!("  Digitaleo   SMS     {}", sms.sms_address());
    println!("              token   {}", sms.token_address());
    println!("              login   {}   password   {}", Digitaleo::LOGIN, Digitaleo::PASSWORD);
    println!("  Google      Directions   {}", map.directions_address());
    println!("              Routes       {}", map.routes_address());
    println!("              key          {}", Google::KEY);
    println!("  Addresses   {}", book.search_address());
    println!("  Map ground  {}", ground.tile_address());
    println!("  PayPal      sandbox   {}", purse.address());
    println!("              client id   {}   secret   {}", Paypal::CLIENT_ID, Paypal::SECRET);
    let (mut shown, mut due) = (0, 0);
    loop {
        for sms in sms.sent().iter().skip(shown) {
            println!("SMS to {} from {}:\n{}\n", sms.to, sms.sender, sms.text);
            shown += 1;
        }
        for purchase in purse.purchases().iter().skip(due) {
            let (address, order) = (purse.address(), &purchase.id);
            println!("PayPal asks the customer of {}:", purchase.invoice);
            println!("{address}/checkoutnow?token={order}\n");
            due += 1;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
