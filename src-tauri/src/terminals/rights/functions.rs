//! Which kind of terminal may call which function.

use crate::orders::elsewhere::PLACE_ELSEWHERE;
use domain::terminals::TerminalKind;

const EVERY: &[TerminalKind] = &TerminalKind::ALL;
const OFFICE: &[TerminalKind] = &[TerminalKind::Office];
const KEEPS_STOCK: &[TerminalKind] = &[TerminalKind::Kitchen, TerminalKind::Office];

const COUNTS: &[TerminalKind] = &[TerminalKind::Counter, TerminalKind::Office];

const SIGNS_IN: &[TerminalKind] =
    &[TerminalKind::Counter, TerminalKind::Kitchen, TerminalKind::Office];

/// Every function of the schema, and the kinds that may call it. `enrol` is for who has a code.
pub const FUNCTIONS: &[(&str, &[TerminalKind])] = &[
    ("refuse(text, text)", SIGNS_IN),
    ("tell(bigint, text, uuid, bigint)", SIGNS_IN),
    ("business_day(time without time zone)", COUNTS),
    ("business_day(time without time zone, timestamp with time zone)", SIGNS_IN),
    ("moved_after(bigint, bigint, timestamp with time zone)", &[TerminalKind::Kitchen]),
    ("seen_since()", &[]),
    ("told(text, jsonb)", &[TerminalKind::Counter]),
    ("my_terminal()", EVERY),
    ("my_shops()", EVERY),
    ("works_here(bigint, text)", EVERY),
    ("my_kinds()", EVERY),
    ("seen(text)", EVERY),
    ("pepper_pin(bigint, text, text)", SIGNS_IN),
    ("seal_code(name, bytea)", &[TerminalKind::Office]),
    ("of_the_group()", EVERY),
    ("looks_after(bigint)", OFFICE),
    ("list_terminals(text)", OFFICE),
    ("make_enrolment_code(text, text, text, text[])", OFFICE),
    ("revoke_terminal(text)", OFFICE),
    ("put_out_terminal(text)", OFFICE),
    ("group_role(text)", &[]),
    ("terminal_login(uuid, bigint)", &[]),
    (ENROL, &[]),
    ("open_register(uuid, bigint, bytea)", &[TerminalKind::Counter]),
    ("ledger_follows()", &[]),
    ("declare_register_lost(text, text, text)", OFFICE),
    ("note_tax_audit(text, text, text)", COUNTS),
    ("keep_office_event(bigint, text, text, text, text)", &[]),
    ("change_shop_papers(text, bigint, jsonb, text)", OFFICE),
    ("place_shop(text, bigint, jsonb, text)", OFFICE),
    ("set_delivery_rules(bigint, jsonb, text)", OFFICE),
    ("delivering_shops(bigint[], bigint[], bigint[])", &[TerminalKind::Counter]),
    ("shop_is_open(bigint, timestamp with time zone)", &[]),
    ("sells_as(uuid)", &[]),
    ("shop_elsewhere(text)", &[TerminalKind::Counter]),
    (PLACE_ELSEWHERE, &[TerminalKind::Counter]),
    ("selling_rule_changed()", &[]),
    ("told_name()", &[]),
    ("what_differs(jsonb, jsonb, text[])", &[]),
    ("shop_changed()", &[]),
    ("staff_changed()", &[]),
    ("staff_shop_changed()", &[]),
    ("terminal_changed()", &[]),
    ("group_secret_changed()", &[]),
    ("menu_changed()", &[]),
    ("append_only()", &[]),
    ("setting_changed()", &[]),
    ("message_changed()", &[]),
    ("claim_messages(uuid, text[], text[], integer, interval)", COUNTS),
    ("record_try(uuid, bigint, integer, text, text, timestamp with time zone, text, text)", COUNTS),
    ("customer_messages()", &[TerminalKind::Counter]),
    ("gets_texts(text)", &[]),
    ("phone_at_home(text)", COUNTS),
    ("tell_leaving(orders, timestamp with time zone)", &[TerminalKind::Counter]),
    ("customer_message_lasts(text)", &[]),
    ("makes_sense(text, text, text)", &[]),
    ("order_facts(orders, timestamp with time zone)", &[TerminalKind::Counter]),
    ("customer_way(orders)", &[]),
    (TELL_CUSTOMER, &[]),
    ("order_taken_told()", &[]),
    ("order_moved_told()", &[]),
    ("stands_in(bigint)", &[]),
    ("tell_delays(bigint, uuid[], timestamp with time zone[])", &[TerminalKind::Counter]),
    ("write_to_customer(bigint, uuid, text, text, uuid, bigint)", &[TerminalKind::Counter]),
    ("written_to_customer(uuid)", OFFICE),
    ("quantity_fact(bigint, text)", &[]),
    ("customer_orders(uuid, integer)", COUNTS),
    ("forget_customer(uuid)", &[]),
    ("hold_customer(uuid, bigint)", &[]),
    ("erase_customer(uuid, bigint)", OFFICE),
    ("join_customers(uuid, bigint, uuid, bigint)", OFFICE),
    ("forget_old_customers(integer)", COUNTS),
    ("wall_clock(timestamp without time zone)", KEEPS_STOCK),
    ("end_of_service(bigint, timestamp with time zone)", KEEPS_STOCK),
    ("forecasts(bigint, bigint, timestamp with time zone)", KEEPS_STOCK),
    ("answer_for(bigint)", &[]),
    ("warn_short(stock_level, text, bigint)", &[]),
    ("stock_crossed()", &[]),
    ("stock_found_short()", &[]),
    ("look_ahead(interval)", COUNTS),
    ("every_shop()", KEEPS_STOCK),
    ("list_reach()", OFFICE),
    ("set_reach(bigint, text, text, text, text, text[])", OFFICE),
    ("chosen_offers()", KEEPS_STOCK),
    ("expected_stock(bigint, boolean)", KEEPS_STOCK),
    ("next_purchase_number(bigint)", OFFICE),
    ("cost_after(bigint, bigint, bigint, bigint)", &[TerminalKind::Kitchen]),
    ("draft_purchases(bigint, uuid, bigint, interval, bigint)", &[TerminalKind::Kitchen]),
    ("purchase_changed()", &[]),
    ("driver_reach(bigint)", &[TerminalKind::Counter]),
    ("drivers_not_told(bigint)", &[TerminalKind::Counter, TerminalKind::Kitchen]),
    ("run_forgets()", &[]),
];

const TELL_CUSTOMER: &str = "tell_customer(orders, text, timestamp with time zone, timestamp with time zone, timestamp with time zone)";

/// What a code is good for.
pub const ENROL: &str = "enrol(uuid, text, text, text, bytea)";
