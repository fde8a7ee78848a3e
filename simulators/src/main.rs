//! The services played for a demonstration: on ports that stay the same, with what a telephone would show
//! printed as it comes. With a folder named, what is to be entered of them is left there, once they answer.

use simulators::{
    Account, Addresses, Book, Digitaleo, Google, Ground, Paypal, Played, Post, Purse, Tiles, Ways,
};
use std::path::{Path, PathBuf};
use std::time::Duration;

const DIGITALEO_PORT: u16 = 47_101;
const GOOGLE_PORT: u16 = 47_102;
const ADDRESSES_PORT: u16 = 47_103;
const TILES_PORT: u16 = 47_104;
const PAYPAL_PORT: u16 = 47_105;
const LOOK_EVERY: Duration = Duration::from_millis(500);

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("threads").block_on(play(folder.as_deref()))
}

async fn play(folder: Option<&Path>) -> std::io::Result<()> {
    let played = Played {
        sms: Digitaleo::at(DIGITALEO_PORT, Account::Json, Post::Takes).await,
        map: Google::at(GOOGLE_PORT, Ways::Answers).await,
        book: Addresses::at(ADDRESSES_PORT, Book::Answers).await,
        ground: Tiles::at(TILES_PORT, Ground::Draws).await,
        purse: Paypal::at(PAYPAL_PORT, Purse::Works).await,
    };
    let services = played.services().map(|it| it.to_string()).join("\n");
    let secrets = Played::secrets().map(|(name, value)| format!("{name} {value}")).join("\n");
    match folder {
        // The last one says that all is there.
        Some(folder) => {
            std::fs::write(folder.join("services"), services)?;
            std::fs::write(folder.join("secrets.new"), secrets)?;
            std::fs::rename(folder.join("secrets.new"), folder.join("secrets"))?;
        }
        None => println!(
            "Services played on this machine. For `oc-pizza secret set`:\n{secrets}\n\
             For `oc-pizza service set`:\n{services}"
        ),
    }
    let (mut shown, mut due) = (0, 0);
    loop {
        for sms in played.sms.sent().iter().skip(shown) {
            println!("SMS to {} from {}:\n{}\n", sms.to, sms.sender, sms.text);
            shown += 1;
        }
        for purchase in played.purse.purchases().iter().skip(due) {
            let (address, order) = (played.purse.address(), &purchase.id);
            println!("PayPal asks the customer of {}:", purchase.invoice);
            println!("{address}/checkoutnow?token={order}\n");
            due += 1;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
