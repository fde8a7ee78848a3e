//! A call that `oc-pizza call` hands over reaches the counter that is open, and nothing else does.

use crate::office::in_both_themes;
use crate::shop::{Shop, database};
use crate::windows::Sign;
use std::process::Output;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.clone(), output.stderr.clone()].concat()).into_owned()
}

#[tokio::test]
async fn a_call_reaches_the_counter_that_is_open() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let call = |number: &str| shop.types(&["call", number], &address);
    let early = call("+33612345678")?;
    assert!(!early.status.success() && said(&early).contains("not running"), "{early:?}");

    let counter = shop.counter(&address).await?;
    counter.click("product-reine").await?;
    let told = call("+33 6 12 34 56 78")?;
    assert!(told.status.success() && said(&told).contains("The counter was told"), "{told:?}");
    counter.shows("incoming-call", Sign::Says("06 12 34 56 78")).await?;
    in_both_themes(&counter, "calling").await?;
    // What nobody can have is told to who dials, and changes nothing at the counter.
    for (number, words) in [
        ("06 12", "10 digits"),
        ("612345678", "not a telephone number"),
        ("+33 0012345678", "not a telephone number"),
        ("bonjour", "not a telephone number"),
        ("+1 055 555 2671", "not a telephone number"),
        ("", "no number"),
    ] {
        let refused = call(number)?;
        assert!(!refused.status.success(), "{number}");
        assert!(said(&refused).contains(words), "{number}: {refused:?}");
    }
    counter.shows("incoming-call", Sign::Says("06 12 34 56 78")).await?;
    // The next call takes the place of one that nobody took; it comes from another country.
    let abroad = call("0032 470 12 34 56")?;
    assert!(abroad.status.success(), "{abroad:?}");
    counter.shows("incoming-call", Sign::Says("+32470123456")).await?;
    counter.click("incoming-call").await?;
    counter.shows("customer-phone", Sign::Holds("+32470123456")).await?;
    counter.shows("channel-phone", Sign::Has("aria-pressed", "true")).await?;
    counter.shows("incoming-call", Sign::Gone).await?;
    // The basket that was begun is put aside.
    counter.shows("parked-baskets", Sign::Has("data-count", "1")).await?;
    call("0692 12 34 56")?;
    counter.shows("incoming-call", Sign::Says("06 92 12 34 56")).await?;
    counter.click("incoming-call-leave").await?;
    counter.shows("incoming-call", Sign::Gone).await?;
    counter.is_unharmed().await
}
