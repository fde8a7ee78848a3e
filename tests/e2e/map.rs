//! The map of deliveries in a real window, with more orders in a street than there is room for on it.

use crate::deliveries::thirty_ready;
use crate::office::in_both_themes;
use crate::shop::{Shop, database};
use crate::tour::picture;
use crate::windows::{Key, Sign, Terminal};
use anyhow::{Context, ensure};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Pairs of marks of which one covers a part of the other, and marks that are not whole on the map.
const COVERED: &str = "
    const box = document.querySelector('[data-testid=map]').getBoundingClientRect();
    const marks = Array.from(document.querySelectorAll('.map-label'))
        .map(it => ({ name: it.dataset.testid, at: it.getBoundingClientRect() }));
    const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    const covered = [];
    marks.forEach((one, nth) => marks.slice(nth + 1).forEach(other => {
        if (!apart(one.at, other.at)) covered.push(`${one.name} and ${other.name}`);
    }));
    const outside = marks.filter(({ at }) => at.left < box.left || at.top < box.top
        || at.right > box.right || at.bottom > box.bottom).map(it => it.name);
    return [marks.length, covered, outside];";

/// How far all marks together are from their places.
const FAR: &str = "
    const pixels = (mark, name) => parseFloat(mark.style.getPropertyValue(name));
    return Array.from(document.querySelectorAll('.map-label'))
        .reduce((sum, it) => sum + Math.hypot(pixels(it, '--x'), pixels(it, '--y')), 0);";

/// What has the focus.
const FOCUSED: &str = "return document.activeElement?.dataset.testid ?? ''";

async fn focused(counter: &Terminal) -> anyhow::Result<String> {
    let found = counter.run(FOCUSED, json!([])).await?;
    Ok(found.as_str().context("a name")?.to_owned())
}

async fn is_apart(counter: &Terminal, marks: usize) -> anyhow::Result<()> {
    let found = counter.run(COVERED, json!([])).await?;
    ensure!(found == json!([marks, [], []]), "{found}");
    Ok(())
}

async fn drawn(counter: &Terminal, what: &str) -> anyhow::Result<Value> {
    counter.run("return document.querySelectorAll(arguments[0]).length", json!([what])).await
}

/// From the last order of the list on by the keyboard, until it is at a mark.
async fn tabs_to_the_map(counter: &Terminal, last: &str) -> anyhow::Result<String> {
    let from = "document.querySelector(`[data-testid='${arguments[0]}']`).focus()";
    counter.run(from, json!([format!("delivery-{last}")])).await?;
    for _ in 0..6 {
        counter.press(Key::Tab).await?;
        let now = focused(counter).await?;
        if now.starts_with("mark-") {
            return Ok(now);
        }
    }
    anyhow::bail!("the keyboard is at {}", focused(counter).await?)
}

/// The marks that an arrow leads to, one after the other.
async fn follows(counter: &Terminal, arrow: Key) -> anyhow::Result<Vec<String>> {
    let mut way = vec![focused(counter).await?];
    loop {
        counter.press(arrow).await?;
        let now = focused(counter).await?;
        if way.last() == Some(&now) || way.len() > 40 {
            return Ok(way);
        }
        way.push(now);
    }
}

async fn goes_left_to(counter: &Terminal, mark: &str) -> anyhow::Result<()> {
    for _ in 0..40 {
        if focused(counter).await? == mark {
            return Ok(());
        }
        counter.press(Key::Left).await?;
    }
    anyhow::bail!("{mark} is not reached")
}

#[tokio::test]
async fn thirty_orders_of_a_street_are_apart_and_each_is_picked_by_the_keyboard()
-> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    // Houses that stand fifteen metres from each other, six of one house.
    let numbers = thirty_ready(&fresh, |nth| {
        let house = nth.saturating_sub(5) as f64;
        Some((0.001 + 0.000_05 * house, 0.002 - 0.000_13 * house))
    })
    .await?;
    let counter = shop.counter(&address).await?;
    counter.open_deliveries().await?;
    counter.shows("deliveries-ready", Sign::Has("data-count", "30")).await?;
    counter.shows(&format!("mark-{}", numbers[29]), Sign::There).await?;
    is_apart(&counter, 31).await?;
    let lines = drawn(&counter, "path.map-leader").await?;
    ensure!(
        lines.as_u64() > Some(10) && lines == drawn(&counter, "path.map-dot").await?,
        "{lines}"
    );
    in_both_themes(&counter, "map-street").await?;

    let first = tabs_to_the_map(&counter, &numbers[29]).await?;
    ensure!(first == format!("mark-{}", numbers[0]), "{first}");
    follows(&counter, Key::Left).await?;
    let all = follows(&counter, Key::Right).await?;
    let of_orders = numbers.iter().map(|it| format!("mark-{it}"));
    let expected: BTreeSet<_> = of_orders.chain(["mark-shop".to_owned()]).collect();
    ensure!(all.len() == 31 && all.iter().cloned().collect::<BTreeSet<_>>() == expected, "{all:?}");
    for mark in all.iter().rev().filter(|it| *it != "mark-shop").take(3) {
        goes_left_to(&counter, mark).await?;
        counter.press(Key::Enter).await?;
        counter.shows(mark, Sign::Has("data-tone", "picked")).await?;
        ensure!(focused(&counter).await? == *mark, "the keyboard stays where it was");
    }
    counter.shows("stops", Sign::Has("data-count", "3")).await?;
    is_apart(&counter, 31).await?;
    in_both_themes(&counter, "map-street-picked").await?;
    let last = focused(&counter).await?;
    counter.press(Key::Enter).await?;
    counter.shows(&last, Sign::Has("data-tone", "ready")).await?;
    counter.shows("stops", Sign::Has("data-count", "2")).await?;

    // Nearer by there is more room, and the marks come closer to their places.
    let before = counter.run(FAR, json!([])).await?.as_f64();
    for _ in 0..3 {
        counter.play("document.querySelector('.leaflet-control-zoom-in').click()").await?;
    }
    let found = counter.run(COVERED, json!([])).await?;
    ensure!(found[1] == json!([]), "{found}");
    let now = counter.run(FAR, json!([])).await?.as_f64();
    ensure!(now < before, "{now:?}, and {before:?} before");
    picture(&counter, "map-street-near").await?;
    counter.click("map-fit").await?;
    is_apart(&counter, 31).await?;
    counter.click("language").await?;
    is_apart(&counter, 31).await?;
    picture(&counter, "map-street-english").await?;
    counter.is_unharmed().await?;
    drop(counter);
    let large = shop.large_counter(&address).await?;
    large.open_deliveries().await?;
    large.shows(&format!("mark-{}", numbers[29]), Sign::There).await?;
    is_apart(&large, 31).await?;
    picture(&large, "map-street-large").await?;
    large.is_unharmed().await
}
