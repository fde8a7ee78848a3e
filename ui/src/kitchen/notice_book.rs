//! What a station remembers of the notices about orders: which were heard, which were read here,
//! which cards flash.

use domain::kitchen::{Kitchen, Notice, NoticeId, Pizza};
use domain::orders::OrderId;

/// A pizza that lay on this table when its order was cancelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Its order.
    pub order: OrderId,
    /// Its name.
    pub name: String,
}

/// What a station remembers of the notices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeBook {
    /// How many times a notice came: each time it sounds.
    pub alarms: u32,
    /// Read here; kept until a reading no longer lists them.
    pub read: Vec<NoticeId>,
    /// Orders whose change was just read here: their cards flash once.
    pub changed: Vec<OrderId>,
    /// The pizza on the table that is no longer to be made.
    pub lost: Option<Lost>,
    /// Listed by the last reading.
    heard: Vec<NoticeId>,
}

impl NoticeBook {
    /// Takes in what a reading lists; answers which orders are told of anew.
    pub fn hear(&mut self, notices: &[Notice]) -> Vec<OrderId> {
        let listed = |id: &NoticeId| notices.iter().any(|notice| notice.id == *id);
        self.read.retain(listed);
        let new: Vec<_> = notices.iter().filter(|it| !self.heard.contains(&it.id)).collect();
        self.alarms += u32::from(!new.is_empty());
        // A card flashes anew at its next change.
        self.changed.retain(|order| new.iter().all(|notice| notice.order != *order));
        let told = new.iter().map(|notice| notice.order).collect();
        self.heard = notices.iter().map(|notice| notice.id).collect();
        told
    }

    /// The notices nobody has read here, oldest first.
    pub fn unread<'a>(&'a self, kitchen: &'a Kitchen) -> impl Iterator<Item = &'a Notice> {
        kitchen.notices.iter().filter(|notice| !self.read.contains(&notice.id))
    }

    /// Somebody read a notice.
    pub fn acknowledge(&mut self, notice: &Notice) {
        if self.read.contains(&notice.id) {
            return;
        }
        self.read.push(notice.id);
        if !notice.cancelled {
            self.changed.push(notice.order);
        }
        self.lost.take_if(|lost| lost.order == notice.order);
    }

    /// Remembers a pizza that has gone from the table because its order was cancelled; says
    /// whether that is why.
    pub fn explains(&mut self, gone: &Pizza, kitchen: &Kitchen) -> bool {
        let told = self.unread(kitchen).any(|it| it.cancelled && it.order == gone.order);
        if told {
            self.lost = Some(Lost { order: gone.order, name: gone.name.clone() });
        }
        told
    }
}

#[cfg(test)]
pub mod tests {
    use super::super::queue::tests::at;
    use super::*;

    pub fn notice(id: i64, cancelled: bool) -> Notice {
        Notice {
            id: NoticeId(id),
            order: OrderId(Default::default()),
            number: "A-001".to_owned(),
            at: at(0),
            cancelled,
            differences: vec![],
        }
    }

    fn kitchen(notices: &[Notice]) -> Kitchen {
        Kitchen { notices: notices.to_vec(), ..Kitchen::default() }
    }

    #[test]
    fn each_notice_sounds_once() {
        let mut book = NoticeBook::default();
        let (first, second) = (notice(1, false), notice(2, true));
        for (listed, alarms) in [
            (vec![first.clone()], 1),
            (vec![first.clone()], 1),
            (vec![first, second.clone()], 2),
            (vec![second], 2),
            (vec![], 2),
        ] {
            book.hear(&listed);
            assert_eq!(book.alarms, alarms, "{listed:?}");
        }
    }

    #[test]
    fn a_read_notice_stays_away_while_it_is_still_listed() {
        let listed = [notice(1, false), notice(2, true)];
        let mut book = NoticeBook::default();
        book.hear(&listed);
        book.acknowledge(&listed[0]);
        book.hear(&listed);
        let unread: Vec<_> = book.unread(&kitchen(&listed)).map(|it| it.id).collect();
        assert_eq!((unread, book.read.as_slice()), (vec![NoticeId(2)], &[NoticeId(1)][..]));
        book.hear(&listed[1..]);
        assert!(book.read.is_empty());
    }

    #[test]
    fn a_card_flashes_when_its_change_was_read_and_anew_at_the_next() {
        let mut book = NoticeBook::default();
        book.hear(&[notice(1, false)]);
        assert!(book.changed.is_empty(), "the notice still covers it");
        book.acknowledge(&notice(1, false));
        assert_eq!(book.changed.len(), 1);
        book.hear(&[notice(2, false)]);
        assert!(book.changed.is_empty());
        book.acknowledge(&notice(3, true));
        assert!(book.changed.is_empty(), "a cancelled order has no card");
    }
}
