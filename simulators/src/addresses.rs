//! The Base Adresse Nationale: a few addresses, found by the beginnings of their words.

use crate::stage::{Asked, Serving, Stage, gateway, json, malformed, pairs, value};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// How it behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Book {
    /// It answers.
    Answers,
    /// After a while.
    Slow(Duration),
    /// Never.
    Silent,
    /// It was asked more than fifty times a second.
    TooMuch,
    /// What cannot be read.
    Malformed,
    /// Another kind of JSON than its own.
    Strange,
    /// What stands before it did not hear from it.
    Gateway(u16),
}

/// A row: number, street, postcode, town, latitude, longitude.
type Row = (&'static str, &'static str, &'static str, &'static str, f64, f64);

const ROWS: [Row; 11] = [
    ("12", "Rue de la République", "69002", "Lyon", 45.764_9, 4.836_1),
    ("12", "Rue de la Paix", "75002", "Paris", 48.869_1, 2.331_6),
    ("8", "Boulevard du Port", "80000", "Amiens", 49.897_4, 2.290_1),
    ("8", "Boulevard du Port", "95000", "Cergy", 49.031_4, 2.062_3),
    (
        "3 bis",
        "Chemin de l’Église Saint-Étienne-du-Grès",
        "13103",
        "Saint-Étienne-du-Grès",
        43.778_0,
        4.725_0,
    ),
    ("", "Place d’Armes", "57000", "Metz", 49.120_2, 6.175_9),
    // The demonstration's town.
    ("12", "Rue des Lilas", "99120", "Mozzaville", 43.400_0, 3.706_0),
    ("14", "Rue des Lilas", "99120", "Mozzaville", 43.400_2, 3.706_3),
    ("3", "Rue des Oliviers", "99120", "Mozzaville", 43.415_0, 3.699_0),
    (
        "148 bis",
        "Boulevard du Général de Gaulle et des Anciens Combattants d’Afrique du Nord",
        "99120",
        "Mozzaville-les-Bains-Saint-Étienne-du-Grès",
        43.408_0,
        3.700_0,
    ),
    ("40", "Route des Étangs", "99199", "Mozzaville-le-Vieux", 43.500_0, 3.850_0),
];

struct Shelf {
    stage: Stage<Book>,
}

/// The service; off when dropped.
pub struct Addresses {
    shelf: Arc<Shelf>,
    serving: Serving,
}

impl Addresses {
    /// One that is on.
    pub async fn on(behaviour: Book) -> Addresses {
        Addresses::at(0, behaviour).await
    }

    /// One at that port.
    pub async fn at(port: u16, behaviour: Book) -> Addresses {
        let shelf = Arc::new(Shelf { stage: Stage::new(behaviour) });
        let router =
            Router::new().route("/geocodage/search", get(search)).with_state(shelf.clone());
        Addresses { serving: Serving::on(port, router).await, shelf }
    }

    /// It behaves so from now on.
    pub fn behave(&self, behaviour: Book) {
        self.shelf.stage.behave(behaviour);
    }

    /// What it was asked.
    pub fn asked(&self) -> Vec<Asked> {
        self.shelf.stage.asked()
    }

    /// Where it is.
    pub fn search_address(&self) -> String {
        format!("http://127.0.0.1:{}/geocodage/search", self.serving.port)
    }
}

async fn search(State(shelf): State<Arc<Shelf>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let asked = Asked::of(&parts, b"");
    let query = pairs(&asked.query);
    shelf.stage.keep(asked);
    match shelf.stage.behaviour() {
        Book::Silent => std::future::pending().await,
        Book::Slow(wait) => sleep(wait).await,
        Book::TooMuch => return json(429, &json!({ "code": 429, "message": "Rate limit" })),
        Book::Malformed => return malformed(),
        Book::Strange => return json(200, &json!({ "results": [] })),
        Book::Gateway(status) => return gateway(status),
        Book::Answers => {}
    }
    let typed = plain(value(&query, "q").unwrap_or_default());
    if typed.chars().count() < 3 {
        let message = "q: must contain between 3 and 200 chars and start with a number or a letter";
        return json(400, &json!({ "code": 400, "message": message }));
    }
    let limit = value(&query, "limit").and_then(|it| it.parse().ok()).unwrap_or(5);
    json(
        200,
        &json!({ "type": "FeatureCollection", "features": found(&typed, near(&query), limit), "query": typed }),
    )
}

/// Where the nearest ones are asked for.
fn near(query: &[(String, String)]) -> Option<(f64, f64)> {
    let of = |name| value(query, name).and_then(|it| it.parse().ok());
    Some((of("lat")?, of("lon")?))
}

/// The rows in which each word begins one, the nearest first.
fn found(typed: &str, near: Option<(f64, f64)>, limit: usize) -> Vec<Value> {
    let is_named = |row: &&Row| {
        let all = plain(&label(row));
        let begins = |word: &str| all.split(' ').any(|its| its.starts_with(word));
        typed.split(' ').filter(|word| !word.is_empty()).all(begins)
    };
    let mut rows: Vec<_> = ROWS.iter().filter(is_named).collect();
    if let Some((latitude, longitude)) = near {
        let far = |row: &Row| (row.4 - latitude).hypot(row.5 - longitude);
        rows.sort_by(|a, b| far(a).total_cmp(&far(b)));
    }
    rows.into_iter().take(limit).map(feature).collect()
}

fn label((number, street, postcode, town, ..): &Row) -> String {
    format!("{number} {street} {postcode} {town}").trim().to_owned()
}

fn feature(row: &Row) -> Value {
    let (number, street, postcode, town, latitude, longitude) = *row;
    let name = format!("{number} {street}").trim().to_owned();
    let mut properties = json!({
        "label": label(row), "score": 0.92, "name": name, "postcode": postcode, "city": town,
        "type": if number.is_empty() { "street" } else { "housenumber" },
    });
    if !number.is_empty() {
        properties["housenumber"] = json!(number);
        properties["street"] = json!(street);
    }
    let point = json!({ "type": "Point", "coordinates": [longitude, latitude] });
    json!({ "type": "Feature", "geometry": point, "properties": properties })
}

/// In small letters, without the accents that these rows have, words apart by one blank.
fn plain(text: &str) -> String {
    let letter = |it: char| match it {
        'é' | 'è' | 'ê' => 'e',
        'à' | 'â' => 'a',
        '’' | '\'' | '-' | ',' => ' ',
        other => other,
    };
    let letters: String = text.to_lowercase().chars().map(letter).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}
