//! Which kind of terminal may do what with which table: the one place where it is written. The
//! statements that grant it are made from it, and so are the tests.
//!
//! A kind has the rights its windows' calls need, as they are today. An office reads; terminals are
//! the owner's, and what it does with them goes through functions.

mod functions;

use Condition::{EitherShop, Needed, People, Sender, Shop, Terminal};
use Verb::{Delete, Insert, See, Select, Update};
use domain::terminals::TerminalKind;
pub use functions::{ENROL, FUNCTIONS};

/// What may be done with a table's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Read them.
    Select,
    /// Read these columns of them.
    See(&'static [&'static str]),
    /// Add some.
    Insert,
    /// Change these columns (none named: any).
    Update(&'static [&'static str]),
    /// Take them away.
    Delete,
}

impl Verb {
    /// As PostgreSQL grants it.
    pub fn sql(self) -> String {
        match self {
            Select => "SELECT".to_owned(),
            See(columns) => format!("{} ({})", Select.sql(), columns.join(", ")),
            Insert => "INSERT".to_owned(),
            Update([]) => "UPDATE".to_owned(),
            Update(columns) => format!("UPDATE ({})", columns.join(", ")),
            Delete => "DELETE".to_owned(),
        }
    }
}

/// What a row must be for a terminal to have to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Of one of the terminal's shops.
    Shop,
    /// Between two shops, of which one is the terminal's.
    EitherShop,
    /// Sent by one of the terminal's shops.
    Sender,
    /// Of the terminal itself.
    Terminal,
    /// A person who works in them.
    People,
    /// A secret that a terminal of its kinds works with.
    Needed,
}

/// A table and everybody's rights to it. Nobody but the owner has any other.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Which rows are there for a terminal; none named: all.
    pub there: &'static [Condition],
    /// Which rows it may write.
    pub written: &'static [Condition],
    counter: &'static [Verb],
    kitchen: &'static [Verb],
    office: &'static [Verb],
    board: &'static [Verb],
}

impl Table {
    /// What a kind may do with it.
    pub fn verbs(&self, kind: TerminalKind) -> &'static [Verb] {
        match kind {
            TerminalKind::Counter => self.counter,
            TerminalKind::Kitchen => self.kitchen,
            TerminalKind::Office => self.office,
            TerminalKind::Board => self.board,
        }
    }

    const fn of(name: &'static str, rows: &'static [Condition]) -> Table {
        Table {
            name,
            there: rows,
            written: rows,
            counter: &[],
            kitchen: &[],
            office: &[],
            board: &[],
        }
    }

    /// Between two shops.
    const fn transfer(name: &'static str) -> Table {
        Table { kitchen: READ_AND_ADD, office: READ_AND_ADD, ..Table::of(name, &[EitherShop]) }
    }

    /// The group's: the same for every shop, and read where dishes are sold and made.
    const fn menu(name: &'static str) -> Table {
        Table { counter: READ, kitchen: READ, office: READ, ..Table::of(name, &[]) }
    }
}

const READ: &[Verb] = &[Select];
const ADD: &[Verb] = &[Insert];
const READ_AND_ADD: &[Verb] = &[Select, Insert];
const COUNT_TRIES: &[Verb] = &[Select, Insert, Update(&["wrong_pins", "last_at"]), Delete];
const KEEP_SECRETS: &[Verb] =
    &[Select, Insert, Update(&["sealed", "set_by", "set_by_login", "set_at"]), Delete];
const COUNT_STOCK: &[Verb] =
    &[Select, Insert, Update(&["counted", "theoretical", "at", "staff_id"])];
const WRITE_AND_DECIDE: &[Verb] = &[
    Select,
    Insert,
    Update(&["state", "tries", "due_at", "expires_at", "sent_at", "fault", "moved_by"]),
];
const WORD: &[Verb] =
    &[Select, Insert, Update(&["subject", "text", "version", "set_by", "set_at"]), Delete];
const ENTER: &[Verb] = &[Select, Insert, Update(&["value", "version", "set_by", "set_at"])];
const KNOW: &[Verb] = &[
    Select,
    Insert,
    Update(&[
        "phone",
        "name",
        "email",
        "note",
        "advertising_since",
        "advertising_until",
        "last_order_at",
        "language",
        "version",
    ]),
];
const KNOW_ADDRESSES: &[Verb] = &[Select, Insert, Update(&["address", "used_at"]), Delete];
/// What a kitchen needs of an order: nobody's name, number or address.
const COOKED: Verb = See(&[
    "order_id",
    "shop_id",
    "number",
    "mode",
    "state",
    "pizzas",
    "pizzas_started",
    "pizzas_left",
    "placed_at",
    "promised_at",
    "travel_minutes",
    "ready_at",
    "version",
    "revision",
    "shown_at",
    "taken_offline",
    "on_paper",
]);
const CARRY_ON: Verb = Update(&[
    "attempt",
    "left_at",
    "stands",
    "state",
    "is_taking",
    "taken_cents",
    "fee_cents",
    "net_cents",
    "look_at",
    "claimed_by",
    "claimed_until",
    "claims",
    "booked_by",
    "booking",
    "booking_since",
    "ended_by",
    "ended_at",
    "ended_reason",
]);
const SEND_RUNS: &[Verb] =
    &[Select, Insert, Update(&["ended_at", "ended_by", "taken_cents", "counted_cents"])];
const STOP: &[Verb] = &[Select, Insert, Update(&["state", "done_at", "done_by", "reason", "note"])];
const CALLED_OUT: &[Verb] =
    &[See(&["order_id", "shop_id", "number", "mode", "state", "held", "placed_at", "ready_at"])];
const MOVE_STOCK: &[Verb] = &[Select, Update(&["on_hand", "reserved"])];
const MOVE_AND_COST_STOCK: &[Verb] =
    &[Select, Update(&["on_hand", "reserved", "last_cost", "mean_cost"])];
const KNOW_SUPPLIERS: &[Verb] =
    &[Select, Insert, Update(&["name", "email", "phone", "version", "last_change"])];
const ORDER_GOODS: &[Verb] = &[
    Select,
    Insert,
    Update(&[
        "supplier_id",
        "state",
        "version",
        "last_change",
        "sent_at",
        "sent_by",
        "sent_way",
        "message_id",
        "ended_at",
        "ended_by",
    ]),
];

/// Every table of the schema.
pub const TABLES: &[Table] = &[
    Table { counter: READ, kitchen: READ, office: READ, board: READ, ..Table::of("shop", &[Shop]) },
    // How long a service still lasts is part of what stock is forecast to be.
    Table { kitchen: READ, office: READ, ..Table::of("opening_hours", &[Shop]) },
    Table { counter: READ, kitchen: READ, office: READ, ..Table::of("staff", &[People]) },
    Table { counter: READ, kitchen: READ, office: READ, ..Table::of("staff_shop", &[Shop]) },
    Table {
        counter: COUNT_TRIES,
        kitchen: COUNT_TRIES,
        office: COUNT_TRIES,
        ..Table::of("sign_in_attempt", &[Terminal])
    },
    Table {
        counter: READ_AND_ADD,
        kitchen: READ_AND_ADD,
        office: READ_AND_ADD,
        ..Table::of("applied_command", &[Terminal])
    },
    Table::menu("category"),
    Table::menu("ingredient"),
    Table::menu("product"),
    Table::menu("product_size"),
    Table::menu("recipe_line"),
    Table::menu("recipe_step"),
    Table::menu("vat_rate"),
    Table::menu("menu_version"),
    Table::menu("formula"),
    Table::menu("formula_part"),
    Table::menu("formula_choice"),
    Table::menu("selling_rule"),
    Table {
        there: &[Shop],
        written: &[Shop],
        kitchen: &[Select, Insert, Update(&["suspended"])],
        ..Table::menu("product_shop")
    },
    Table { there: &[Shop], written: &[Shop], ..Table::menu("size_shop") },
    Table {
        counter: MOVE_STOCK,
        kitchen: MOVE_AND_COST_STOCK,
        office: &[Select, Update(&["on_hand", "reserved", "safety"])],
        ..Table::of("stock_level", &[Shop])
    },
    Table {
        counter: ADD,
        kitchen: READ_AND_ADD,
        office: READ_AND_ADD,
        ..Table::of("stock_movement", &[Shop])
    },
    // Read by both shops; each row is one's to add.
    Table { written: &[Sender], ..Table::transfer("transfer") },
    Table { written: &[Sender], ..Table::transfer("transfer_line") },
    Table { written: &[Shop], ..Table::transfer("transfer_end") },
    Table { written: &[Shop], ..Table::transfer("transfer_arrival") },
    Table { kitchen: READ_AND_ADD, office: READ, ..Table::of("stock_seen", &[Shop]) },
    Table {
        kitchen: &[Select, Insert, Update(&["state", "ended_at", "ended_by", "version"])],
        office: READ,
        ..Table::of("inventory", &[Shop])
    },
    Table { kitchen: READ_AND_ADD, office: READ, ..Table::of("receipt", &[Shop]) },
    Table { kitchen: READ_AND_ADD, office: READ, ..Table::of("receipt_line", &[Shop]) },
    Table { kitchen: COUNT_STOCK, office: READ, ..Table::of("inventory_count", &[Shop]) },
    // The group's: who sells what is the same for every shop.
    Table { kitchen: READ, office: KNOW_SUPPLIERS, ..Table::of("supplier", &[]) },
    Table {
        kitchen: READ,
        office: &[Select, Insert, Update(&["lot", "lot_price_cents", "preferred"]), Delete],
        ..Table::of("offer", &[])
    },
    Table {
        kitchen: &[Select, Update(&["state", "version"])],
        office: ORDER_GOODS,
        ..Table::of("purchase", &[Shop])
    },
    Table {
        kitchen: &[Select, Insert, Update(&["received"])],
        office: &[Select, Insert, Update(&["ordered", "lot", "lot_price_cents"]), Delete],
        ..Table::of("purchase_line", &[Shop])
    },
    Table { office: &[Select, Insert, Update(&["last"])], ..Table::of("purchase_number", &[Shop]) },
    Table { counter: &[Select, Insert, Update(&["last"])], ..Table::of("order_number", &[Shop]) },
    Table { counter: READ_AND_ADD, ..Table::of("register", &[Shop]) },
    Table {
        counter: &[Select, Insert, Update(&[])],
        kitchen: &[
            COOKED,
            Update(&["state", "pizzas_started", "pizzas_left", "ready_at", "version", "shown_at"]),
        ],
        office: READ,
        board: CALLED_OUT,
        ..Table::of("orders", &[Shop])
    },
    Table {
        counter: READ_AND_ADD,
        kitchen: READ,
        office: READ,
        ..Table::of("order_line", &[Shop])
    },
    Table {
        counter: &[Select, Insert, Update(&["state", "since"])],
        kitchen: &[Select, Update(&["state", "since", "last_command", "claimed_by"])],
        office: READ,
        ..Table::of("order_item", &[Shop])
    },
    Table {
        written: &[Shop, Terminal],
        counter: ADD,
        kitchen: ADD,
        office: READ,
        ..Table::of("order_event", &[Shop])
    },
    Table { counter: ADD, office: READ, ..Table::of("order_discount", &[Shop]) },
    Table { counter: ADD, kitchen: READ, office: READ, ..Table::of("kitchen_notice", &[Shop]) },
    Table { kitchen: READ_AND_ADD, ..Table::of("kitchen_notice_read", &[Terminal]) },
    // What an order wants of one is written by triggers; counters and offices carry it on.
    Table {
        counter: &[Select, Insert, CARRY_ON],
        office: &[Select, CARRY_ON],
        ..Table::of("paypal_intent", &[Shop])
    },
    Table {
        written: &[Shop, Terminal],
        counter: READ_AND_ADD,
        office: READ,
        ..Table::of("payment", &[Shop])
    },
    // A driver leaves from one counter of the shop and comes back to another.
    Table { counter: SEND_RUNS, office: READ, ..Table::of("run", &[Shop]) },
    Table { counter: STOP, office: READ, ..Table::of("run_stop", &[Shop]) },
    Table { counter: READ_AND_ADD, office: READ, ..Table::of("driver_presence", &[Shop]) },
    // The owner's alone: who is who must be nobody else's to say.
    Table::of("terminal", &[Shop]),
    Table::of("enrolment_code", &[Shop]),
    // A number and a sealed pepper: nothing to who has not the key.
    Table {
        counter: READ,
        kitchen: READ,
        office: READ,
        board: READ,
        ..Table::of("group_key", &[])
    },
    Table {
        counter: READ,
        kitchen: READ,
        office: KEEP_SECRETS,
        board: READ,
        ..Table::of("group_secret", &[Needed])
    },
    // Entries are added, never changed; registers and heads move with them, by functions.
    Table {
        written: &[Shop, Terminal],
        counter: READ_AND_ADD,
        office: READ,
        ..Table::of("ledger_entry", &[Shop])
    },
    Table {
        written: &[Shop, Terminal],
        counter: READ_AND_ADD,
        office: READ,
        ..Table::of("entry_print", &[Shop])
    },
    Table {
        written: &[Shop, Terminal],
        counter: READ_AND_ADD,
        office: READ,
        ..Table::of("invoice", &[Shop])
    },
    Table {
        written: &[Shop, Terminal],
        counter: READ_AND_ADD,
        office: READ,
        ..Table::of("invoice_print", &[Shop])
    },
    Table {
        written: &[Shop, Terminal],
        counter: READ_AND_ADD,
        office: READ,
        ..Table::of("entry_refused", &[Shop])
    },
    Table { counter: READ, office: READ, ..Table::of("ledger_register", &[Shop]) },
    // Written by functions that look at who asks; a counter says which of its entries tells of it.
    Table { counter: READ, office: READ, ..Table::of("office_event", &[Shop]) },
    Table {
        written: &[Shop, Terminal],
        counter: READ_AND_ADD,
        office: READ,
        ..Table::of("office_event_entry", &[Shop])
    },
    Table { counter: READ, office: READ, ..Table::of("ledger_head", &[]) },
    Table {
        written: &[Terminal],
        counter: READ_AND_ADD,
        office: READ_AND_ADD,
        ..Table::of("ledger_archive", &[])
    },
    Table {
        written: &[Shop, Terminal],
        counter: &[
            Select,
            Insert,
            Update(&["closed_at", "closed_by", "expected_cents", "counted_cents", "count"]),
        ],
        office: READ,
        ..Table::of("cash_session", &[Shop])
    },
    Table {
        written: &[Shop, Terminal],
        counter: READ_AND_ADD,
        office: READ,
        ..Table::of("cash_movement", &[Shop])
    },
    // Written by `enrol` alone.
    Table { counter: READ, office: READ, ..Table::of("register_key", &[Shop]) },
    // Written by the statements that cause them and moved on by functions; a person decides of those of
    // the shop that the program leaves.
    Table { counter: WRITE_AND_DECIDE, office: WRITE_AND_DECIDE, ..Table::of("message", &[Shop]) },
    // Of a shop's counters one looks for delays.
    Table {
        counter: &[Select, Insert, Update(&["looked_at"])],
        ..Table::of("delay_look", &[Shop])
    },
    // The group's words and its services: an office writes them, who sends reads them.
    Table { counter: READ, office: WORD, ..Table::of("message_template", &[]) },
    Table { counter: READ, office: ENTER, ..Table::of("setting", &[]) },
    // The group's: whoever sells knows who calls. A kitchen and a board know nobody.
    Table { counter: KNOW, office: KNOW, ..Table::of("customer", &[]) },
    Table { counter: KNOW_ADDRESSES, office: KNOW_ADDRESSES, ..Table::of("customer_address", &[]) },
    // Moved by the function that forgets.
    Table::of("customer_keeping", &[]),
    // Read and written by functions: a manager's number is nobody's but his, and of who looks after the shop.
    Table::of("staff_reach", &[]),
    Table::of("staff_reach_shop", &[]),
    // Written by the triggers of what moves stock.
    Table { kitchen: READ, office: READ, ..Table::of("stock_warning", &[Shop]) },
    Table { kitchen: READ_AND_ADD, ..Table::of("stock_warning_read", &[Terminal]) },
    Table::of("stock_look", &[]),
    // Whether the tables are this program's.
    Table {
        counter: READ,
        kitchen: READ,
        office: READ,
        board: READ,
        ..Table::of("_sqlx_migrations", &[])
    },
];
