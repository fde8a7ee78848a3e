//! The keys of the counter.

/// Where an arrow leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the tile before.
    Left,
    /// To the tile after.
    Right,
    /// To the row above.
    Up,
    /// To the row below.
    Down,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The help sheet.
    Help,
    /// The customer's name.
    Customer,
    /// The customer's telephone number.
    Phone,
    /// Brought to an address.
    Delivery,
    /// The same as last time.
    Again,
    /// The board of deliveries.
    Deliveries,
    /// Validate.
    Validate,
    /// Validate, and take the money.
    Pay,
    /// Out of whatever is open.
    Back,
    /// A letter for the search.
    Type(char),
    /// The search loses its last letter.
    Erase,
    /// The first product found is added.
    AddFirst,
    /// One more of the current line.
    More,
    /// One fewer of it.
    Less,
    /// The current line goes.
    Remove,
    /// The current line is composed.
    Compose,
    /// To another tile.
    Move(Direction),
}

/// What is held down with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing, or Shift.
    Nothing,
    /// Alt alone.
    Alt,
    /// Something that makes it the browser's key.
    Other,
}

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In no text field.
    Elsewhere,
    /// In the search.
    Search,
    /// In another text field, which keeps its letters.
    Field,
}

/// What a key asks for; none when it is not ours and the browser's own answer is right.
pub fn wish(key: &str, held: Held, place: Place, searching: bool) -> Option<Wish> {
    match held {
        Held::Nothing => {}
        Held::Alt => return (key == "Enter").then_some(Wish::Compose),
        Held::Other => return None,
    }
    match key {
        "F1" => return Some(Wish::Help),
        "F2" => return Some(Wish::Customer),
        "F4" => return Some(Wish::Phone),
        "F6" => return Some(Wish::Delivery),
        "F7" => return Some(Wish::Again),
        "F8" => return Some(Wish::Deliveries),
        "F10" => return Some(Wish::Pay),
        "F9" => return Some(Wish::Validate),
        "Escape" => return Some(Wish::Back),
        _ if place == Place::Field => return None,
        _ => {}
    }
    let elsewhere = place == Place::Elsewhere;
    match key {
        "Enter" => searching.then_some(Wish::AddFirst),
        "+" => Some(Wish::More),
        "-" | "\u{2212}" => Some(Wish::Less),
        "Delete" if elsewhere || !searching => Some(Wish::Remove),
        "Backspace" if elsewhere && searching => Some(Wish::Erase),
        "ArrowUp" => Some(Wish::Move(Direction::Up)),
        "ArrowDown" => Some(Wish::Move(Direction::Down)),
        "ArrowLeft" if elsewhere => Some(Wish::Move(Direction::Left)),
        "ArrowRight" if elsewhere => Some(Wish::Move(Direction::Right)),
        " " if !searching => None,
        _ if elsewhere => {
            let mut letters = key.chars();
            letters.next().filter(|_| letters.next().is_none()).map(Wish::Type)
        }
        _ => None,
    }
}

/// The place a move leads to in a grid of `count` tiles, `columns` a row; the same place at an
/// edge. From nowhere it leads to the first tile.
pub fn moved(from: Option<usize>, direction: Direction, count: usize, columns: usize) -> usize {
    let (Some(from), columns) = (from, columns.max(1)) else { return 0 };
    let to = match direction {
        Direction::Left => from.checked_sub(1),
        Direction::Right => from.checked_add(1),
        Direction::Up => from.checked_sub(columns),
        Direction::Down => from.checked_add(columns),
    };
    to.filter(|&to| to < count).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keys_ask_for() {
        use Place::{Elsewhere, Field, Search};
        for (key, place, searching, expected) in [
            ("F9", Field, false, Some(Wish::Validate)),
            ("F10", Field, false, Some(Wish::Pay)),
            ("F4", Elsewhere, true, Some(Wish::Phone)),
            ("F6", Field, false, Some(Wish::Delivery)),
            ("F7", Field, false, Some(Wish::Again)),
            ("F8", Field, true, Some(Wish::Deliveries)),
            ("r", Elsewhere, false, Some(Wish::Type('r'))),
            ("r", Search, false, None),
            ("r", Field, false, None),
            ("+", Elsewhere, false, Some(Wish::More)),
            ("-", Search, false, Some(Wish::Less)),
            ("-", Field, false, None),
            ("Enter", Elsewhere, true, Some(Wish::AddFirst)),
            ("Enter", Search, true, Some(Wish::AddFirst)),
            ("Enter", Elsewhere, false, None),
            (" ", Elsewhere, false, None),
            (" ", Elsewhere, true, Some(Wish::Type(' '))),
            ("Delete", Search, true, None),
            ("Delete", Elsewhere, false, Some(Wish::Remove)),
            ("ArrowLeft", Search, true, None),
            ("ArrowDown", Search, true, Some(Wish::Move(Direction::Down))),
            ("Shift", Elsewhere, false, None),
        ] {
            assert_eq!(wish(key, Held::Nothing, place, searching), expected, "{key} {place:?}");
        }
        for (key, held, expected) in [
            ("r", Held::Other, None),
            ("r", Held::Alt, None),
            ("Enter", Held::Alt, Some(Wish::Compose)),
            ("Enter", Held::Other, None),
        ] {
            assert_eq!(wish(key, held, Elsewhere, false), expected);
        }
    }

    #[test]
    fn arrows_stay_within_the_grid() {
        use Direction::{Down, Left, Right, Up};
        for (from, direction, to) in [
            (None, Down, 0),
            (Some(0), Right, 1),
            (Some(0), Left, 0),
            (Some(1), Down, 6),
            (Some(6), Up, 1),
            (Some(1), Up, 1),
            (Some(9), Right, 9),
            (Some(7), Down, 7),
        ] {
            assert_eq!(moved(from, direction, 10, 5), to, "{from:?} {direction:?}");
        }
    }
}
