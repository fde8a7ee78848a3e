# Texts of the office, in English. The same keys as office.fr.ftl (a test sees to it).

office-pages = Pages of the office

## Terminals
terminals-title = Terminals
terminals-lead = The shops’ PCs: what they serve, and whether they are there.
terminals-only-seen = Only an administrator enrols or revokes a terminal.
terminals-empty = No terminal is enrolled. “Enrol a terminal” gives a code, to be typed on the new PC.
terminals-empty-one-login = No terminal is enrolled: all PCs have the same login. Once the line above is typed, terminals are enrolled here.
terminals-none-found = No terminal matches. Change the filter or the search.
terminals-which = Terminals shown
terminals-enrolled = Enrolled · { $count }
terminals-silent = Silent · { $count }
terminals-revoked = Revoked · { $count }
terminals-search = Code, name, shop or use
terminal-code = Code
terminal-name = Name
terminal-shop = Shop
terminal-kinds = Use
terminal-presence = State
terminal-version = Version
terminal-here = this terminal
terminal-revoke = Revoke
terminal-revoking = Revoking…
presence-there = there
presence-silent = silent
presence-never = never opened
presence-revoked = revoked
presence-since = since { $when }

## Enrol
code-open = Enrol a terminal
code-title = Enrol a terminal
code-shop = Shop
code-shop-group = The group: an office that sees every shop
code-kinds = What the terminal is for
code-kinds-hint = It will have the rights of these uses, and no other.
code-kinds-none = Choose at least one use.
code-kinds-group = The group’s terminal is an office.
code-make = Make the code
code-making = Making…
code-again = Make another code
code-left = Still good for
code-over = This code is too old. Make another one.
code-step-install = Install OC Pizza on the new PC, and close it if it is open.
code-step-type = In a terminal of that PC, type:
code-step-address = Put the server’s address as the new PC sees it.
code-step-open = Open OC Pizza: the terminal appears here.
code-elsewhere = ADDRESS
code-once = A code enrols one terminal, within { $minutes } minutes. It will not be shown again.
code-joined = { $code } is enrolled.

## Revoke
revoke-title = Revoke { $code }?
revoke-confirm = Revoke { $code }
revoke-keep = Keep
revoke-there = This terminal is in service right now.
revoke-out = Its connections to the server are cut at once: it takes no more orders.
revoke-told = Its windows say so to whoever is there; what was typed can still be read.
revoke-waits = What it has not sent to the server yet waits on that PC.
revoke-back = To have it back, a new code will be needed.

## Services
services-title = Services
services-lead = What gives access to the group’s services, entered once for all terminals.
services-only-seen = Only an administrator sets or forgets an access.
service-paypal = Payments online.
service-google = Ways of deliveries.
service-addresses = Delivery addresses, completed while they are typed.
service-tiles = The ground of the map of deliveries.
service-digitaleo = Text messages to customers.
service-mail = Mail to customers and suppliers.
service-sentry = Reports of the program’s faults.
secret-set = set
secret-absent = absent
secret-damaged = unreadable
secret-by = by { $who } on { $day } at { $hour }
secret-enter = Set
secret-replace = Replace
secret-forget = Forget
secret-forgetting = Forgetting…
secret-value = Value, as the service gives it
secret-show = Show the value
secret-hide = Hide the value
secret-length = { $count ->
    [0] Nothing is typed.
    [one] { $count } character
   *[other] { $count } characters
}
secret-before = Set already { $by }. The new value takes its place.
secret-once = Once it is kept, the value is never shown again.
secret-keep = Keep
secret-keeping = Keeping…
secret-cancel = Cancel
secret-kept = “{ $name }” is kept. The terminals that need it receive it within five minutes.
secret-forgotten = “{ $name }” is forgotten. The terminals erase it within five minutes.

## Setting services up
set-up-name = settings
set-up-absent = not set up
set-up-act = Set up
set-up-change = Change
set-up-title = Settings: { $service }
set-up-before = Set up { $by }.
set-up-done = “{ $service }” is set up. The terminals use it at once.
service-address = Address of the service
paypal-site = Money
paypal-sandbox = Sandbox
paypal-live = Real
paypal-site-note = In the sandbox no customer pays. Each of the two has credentials of its own.
paypal-return = Page shown to the customer after the payment
paypal-link = Time of a link, in minutes
paypal-link-note = After that time the customer cannot pay by this link any more.
digitaleo-sender = Sender of text messages
digitaleo-sender-note = Approved by Digitaleo; letters and digits:
digitaleo-forms = Form that the account takes
digitaleo-json = JSON
digitaleo-form = Form fields
digitaleo-sms = Address where messages are sent
digitaleo-token = Address of access tokens
ways-by = Who works ways out
ways-directions = Google Directions
ways-routes = Google Routes
ways-nobody = Nobody: estimate
travel-note = When Google does not answer, a travel is estimated from the distance as the crow flies.
travel-factor = Detour of streets, in %
travel-speed = Mean speed, in km/h
trial-phone = Number for the trial
trial-address = Address for the trial
trial-paypal = The trial asks PayPal whether it knows the group’s credentials. No payment is asked for.
trial-digitaleo = The trial sends a real text message, with these settings and the group’s credentials.
trial-google = The trial asks for the way from the Louvre to the Eiffel Tower, with these settings and the group’s key.
trial-addresses = The trial looks for an address with these settings.
tiles-note = Without a ground, deliveries and the way are drawn on a plain one. Most servers ask that they be named on the map.
tiles-address = Address of a tile, with {"{z}"}, {"{x}"} and {"{y}"}
tiles-mention = Named on the map
trial-tiles = The trial asks for a tile of Paris with these settings.
trial-try = Test
trial-trying = Testing…

## Forget
forget-title = Forget “{ $name }”?
forget-confirm = Forget
forget-keep = Keep
forget-paypal = No PayPal payment can be taken or given back any more.
forget-google = Ways are not asked of Google any more: they are estimated.
forget-digitaleo = No text message goes to customers any more.
forget-mail = No mail is sent any more.
forget-sentry = Faults are not reported to Sentry any more; they stay in each terminal’s log.
forget-by = Set { $by }.
forget-everywhere = All terminals of the group erase it within five minutes, or once they reach the server again.
forget-value = The value cannot be read again: to go back, it has to be typed anew.

## Cash and closings
recaps-name = Cash
recaps-title = Cash and closings
recaps-lead = Each business day of the shops: what was taken, and each register’s Z.
recaps-empty = Nothing was taken or closed yet. Days appear here with the first ticket.
recap-day = Day
recap-shop = Shop
recap-tickets = Tickets
recap-total = Total incl. VAT
recap-difference = Difference
recap-registers = Registers
recap-read = See
recap-span = { $from } to { $to }
recap-missing = ⚠ no Z: { $codes }
recap-lost = ✕ lost: { $codes }
recap-open = ◐ open: { $codes }
recap-closed = { $count ->
    [one] { $count } Z
   *[other] { $count } Z
}
recap-total-whole = Total incl. VAT
recap-total-closed = Total incl. VAT of closed registers
recap-tickets-count = { $count ->
    [0] No closed ticket
    [one] { $count } ticket
   *[other] { $count } tickets
}
recap-rate = VAT
recap-gross = Gross
recap-net = Net
recap-vat = Tax
recap-difference-drawers = Difference in the drawers
recap-carried = { $count ->
    [one] { $count } order carried over, unpaid
   *[other] { $count } orders carried over, unpaid
}
recap-perpetual = Sum of perpetual totals
recap-print = Print the recap
recap-sent = sent to the printer
recap-no-printer = This PC has no printer for tickets: the recap is printed from one that has.
register-closed = ✓ Z no. { $number }
register-open = ◐ day not over
register-missing = ⚠ no Z
register-lost = ✕ lost
register-lost-at = Declared lost on { $day } at { $hour }.
register-known = { $count ->
    [0] No ticket has reached the server.
    [one] { $count } ticket known to the server: { $amount }, not closed.
   *[other] { $count } tickets known to the server: { $amount }, not closed.
}
register-sold = { $count ->
    [0] No ticket
    [one] { $count } ticket: { $amount }
   *[other] { $count } tickets: { $amount }
}
register-by = Closed by { $who } at { $hour }
register-by-program = the program
register-difference = Difference in the drawer:
shop-picker = Shop shown
shop-all = All shops · { $count }
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun

## A register lost
lost-open = Declare lost…
lost-title = Declare the register { $code } lost?
lost-confirm = Declare lost
lost-declaring = Declaring…
lost-keep = Keep
lost-money = It takes no money any more, wherever it is: its key signs nothing.
lost-days = Its days without a Z are shown as “lost”, with what the server has of them. What it has not sent is not there.
lost-back = If the PC comes back, an administrator enrols it again: it goes on under a new register code.
lost-logged = Your name and the reason are written in the shop’s fiscal ledger, and stay there.
lost-reason = Reason
lost-reason-example = stolen, destroyed, broken for good

## Papers of the shops
papers-way = Papers
papers-title = Papers of the shops
papers-lead = What each ticket says of the shop, and its rules of payment.
papers-empty = No shop can be seen from here.
papers-on-tickets = On tickets
papers-rules = Shop and rules of payment
papers-company = Company
papers-name = Name of the shop
papers-address = Address
papers-siret = SIRET
papers-naf = NAF code
papers-vat = VAT number
papers-vouchers = Meal vouchers
papers-takes = taken
papers-holidays = also on Sundays and public holidays
papers-refund = Refund without a manager, up to (€)
papers-preview = Head of the ticket
papers-version = Version { $version } of these papers
papers-save = Save
papers-saving = Saving…
papers-from-now = For tickets to come; what is signed does not change. The old and the new value are written in the fiscal ledger.
papers-only-seen = Only group managers and an administrator change these papers.
papers-again = Read again
papers-done = The papers of { $shop } are saved: its registers take them for the next ticket.
notice-open = “Ticket on request” notice
notice-title = Notice for where customers pay
notice-lead = To be put up where customers pay: the law asks for it since 1 August 2023.
notice-print = Print
notice-no-printer = This PC has no printer for tickets: the notice is printed from one that has.

customers-way = Customers
customers-title = Customers
customers-lead = Files are made by orders with a number; three years after the last one they are erased by themselves.
customers-search = Name, phone or e-mail
customers-empty = No customer yet. The first order with a telephone number will make a file.
customers-none = Nobody matches this search.
customers-no-name = No name
customers-more = The last { $count }. Search more closely to find others.
customers-back = All customers
customer-saved = The file is saved.
customer-exported = Written to { $file }
customer-erased = { $name }: erased.
customer-history = Orders
customer-no-orders = No order.
customer-export = Export the data
customer-merge = Join with another file
customer-erase = Erase the file…
customer-name-label = Name
customer-phone-label = Phone
customer-email = E-mail
customer-language = Language of messages
customer-note = Note of the pizzeria
customer-advertising = Agrees to receive our offers
customer-consent-given = Agreed on { $day }.
customer-consent-withdrawn = Withdrawn on { $day }.
customer-consent-never = Not agreed: only messages about their own orders.
customer-addresses = Delivery addresses
customer-no-address = No address: the next delivery will make one.
customer-drop-address = Remove this address
customer-save = Save
customer-again = Read the file again
erase-title = Erase { $name }?
erase-confirm = Erase for good
erase-keep = Keep the file
erase-gone = Name, phone, e-mail, addresses, note and consent disappear from all pizzerias.
erase-stays = Orders and tickets stay, nameless.
erase-for-good = This cannot be undone.
merge-title = Join with { $name }
merge-lead = The other file’s addresses and orders come into this one; its number and name disappear.
merge-phone = Phone of the other file
merge-find = Find
merge-found = That is the file of { $name }.
merge-confirm = Join the two
## Tax audit
audit-open = Tax audit…
audit-title = Note a tax audit: { $shop }
audit-title-all = Note a tax audit of all shops
audit-confirm = Write it in the ledger
audit-noting = Writing…
audit-keep = Cancel
audit-logged = Your name and what you write here go into the ledger, and never leave it.
audit-nothing-else = Nothing else changes: the registers go on taking money.
audit-reason = Who looks, and by which request
audit-reason-example = Ms Petit, DDFiP 99, notice no. 2026-114
audit-noted = { $count ->
    [one] Written in the ledger of { $names }.
   *[other] Written in the ledger of { $count } shops: { $names }.
}
audit-counters = A counter of each shop writes it into its chain as soon as it is open.
audit-hand-over = To hand over, from a terminal: the signed archive, with its description.
audit-check = It can be checked on any PC:
## Suppliers
choose = Choose…
suppliers-title = Suppliers
suppliers-lead = Who the group buys from, and what each of them sells.
suppliers-empty = No supplier. “Add a supplier” makes one, with what it sells.
supplier-new = Add a supplier
supplier-open = Open
supplier-name = Name
supplier-email = E-mail
supplier-email-orders = E-mail for orders (empty: by telephone)
supplier-phone = Telephone
supplier-sells = Articles
supplier-sells-nothing = No article
supplier-more = and { $count } { $count ->
    [one] other
   *[other] others
}
supplier-by-phone = by telephone
supplier-save = Save
supplier-saving = Saving…
supplier-done = { $name } is saved. The next orders take it into account.
supplier-only-seen = Only group managers and an administrator change suppliers: they are the whole group’s.
offers-title = What it sells
offers-empty = No article: add an ingredient.
offer-ingredient = Ingredient
offer-lot = Lot
offer-price = Price of the lot without VAT (€)
offer-first = first choice
offer-remove = Remove
offer-add = Add an ingredient

## Purchase orders
purchases-way = Purchases
purchases-title = Purchase orders
purchases-lead = What the shops order, from an inventory’s proposal to the delivery.
purchases-which = Orders shown
purchases-open = Under way
purchases-drafts = To send
purchases-expected = Expected
purchases-over = Over
purchases-empty = No order under way. An inventory proposes some when stock is low; “New order” writes one.
purchases-no-draft = Nothing to send: there is no draft.
purchases-none-expected = No delivery is expected.
purchases-none-over = No order is over yet.
purchase-new = New order
purchase-one = Purchase order
purchase-number = Number
purchase-shop = Shop
purchase-supplier = Supplier
purchase-lines = Articles
purchase-state = State
purchase-read = Open
purchase-no-supplier = supplier to choose
total-net = Net total
letter-goes = e-mail on its way
letter-to-check = e-mail to check
letter-failed = e-mail not sent
purchase-written = Written by { $who } on { $day } at { $hour }.
purchase-by-inventory = Proposed by { $who }’s inventory, on { $day } at { $hour }.
purchase-sent-email = Sent by e-mail by { $who } on { $day } at { $hour }.
purchase-sent-hand = Passed on (printed or telephoned) by { $who } on { $day } at { $hour }.
purchase-was-closed = Closed by { $who } on { $day } at { $hour }: the rest is expected no more.
purchase-was-cancelled = Cancelled by { $who } on { $day } at { $hour }.
purchase-paper = The order, as it goes
line-ordered = Ordered
line-received = Received
line-left = Left
line-price = Without VAT
line-not-ordered = not ordered
line-lots = Number
line-fewer = one lot less
line-more = one lot more
line-sold-by = Sold by { $name }
line-others = Other ingredients
purchase-send = Send by e-mail
purchase-sent-otherwise = Printed or telephoned
purchase-change = Change
purchase-cancel = Cancel the order
purchase-close = Close
purchase-pdf = Save the PDF
purchase-print = Print
purchase-leave = Back
purchase-ask-email = The order goes to { $to }, with a PDF of it. It cannot be changed any more.
purchase-ask-hand = The supplier got the order otherwise: on paper or by telephone. It is expected, and cannot be changed any more.
purchase-ask-cancel = The draft is given up, for good.
purchase-ask-cancel-sent = The order is expected no more. Tell the supplier, who may have it already.
purchase-ask-close = What is missing is expected no more, for good.
purchase-pdf-kept = Saved: { $path }
purchase-printing = The order is being printed.
purchase-no-address = This supplier has no e-mail address: save the PDF, or telephone.
purchase-choose-supplier = Choose the supplier first: “Change”.
draft-save = Save the draft
draft-leave = Close
draft-empty = Add an ingredient, or have what is missing proposed.
draft-propose = Add what is missing
draft-nothing = Nothing of this supplier’s is missing.
draft-total = Total without VAT: { $amount }
pages-way = Pages
pages-earlier = Earlier
pages-later = Later
pages-count = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}

## Receipts
receipts-title = Receipts
receipts-lead = What came to the shops, the latest first.
receipts-empty = Nothing was received yet. Goods are received in the kitchen.
receipt-number = Delivery note { $number }
receipt-no-number = Without a delivery note
receipt-of = order { $number }
receipt-when = { $day } at { $hour }, { $who }

## Costs and margins
margins-way = Margins
margins-title = Costs and margins
margins-lead = What each product’s ingredients cost, at the shop’s mean cost, and what is left of its price.
margins-empty = No product on the menu.
margin-product = Product
margin-price = Price with VAT
margin-cost = Cost
margin-left = Margin
margin-away = Take away
margin-inside = Eat in
margin-unknown = Cost not known yet: { $names }

## Delivery
deliveries-way = Delivery
deliveries-title = Delivery
deliveries-lead = What a delivery costs, how far it goes, and where drivers leave from.
deliveries-rules = The group’s rules
deliveries-fee = Delivery fee (€)
deliveries-free-from = Free from (€)
deliveries-minimum = Minimum order (€)
deliveries-minutes-max = Longest travel (min)
deliveries-minutes-usual = Travel without a position (min)
deliveries-never-free = never free
deliveries-no-minimum = none
deliveries-shop = { $shop }
deliveries-delivers = This shop delivers
deliveries-address = Where drivers leave from
deliveries-position = Position (latitude, longitude)
deliveries-no-place = Without a position the zone is not checked, and no other shop is told of this one.
deliveries-from-now = For orders from now on. The old and the new value are written to the journal.
deliveries-only-seen = Only the group’s managers and an administrator change these settings.
deliveries-rules-done = The rules of delivery are saved: counters take them at once.
deliveries-place-done = The position of { $shop } is saved.

## Runs
past-runs-title = Runs
past-runs-lead = What each driver left with, how long it took, what was brought back, and what was not delivered.
past-runs-empty = No run is over yet. A run shows up here as soon as the counter has settled it.
past-runs-none-found = No run of that kind. Choose another day, another driver or all.
past-runs-every-driver = All drivers
list-every-day = All days
list-of-day = Day shown
list-day-before = The day before
list-day-after = The day after
list-day-wrong = Type a day: 30/11/2026.
past-runs-when = Day
past-runs-left = Left
past-runs-back = Back
past-runs-shop = Shop
past-runs-driver = Driver
past-runs-orders = Orders
past-runs-failed = Not delivered
past-runs-minutes = Duration
past-runs-minutes-expected = Minutes expected
past-runs-minutes-real = Minutes taken
past-runs-owed = To bring
past-runs-brought = Brought
past-runs-difference = Difference
past-runs-times = { $left } → { $back }
past-runs-took = { $minutes } min
past-runs-expected = expected: { $minutes }
past-runs-estimated = estimated: { $minutes }
past-runs-failure = { $number }: { $reason }

## Online payments
online-title = Online payments
online-lead = What customers pay by PayPal on their telephones, what PayPal keeps, and what a person has to check.
online-empty = No online payment was asked for yet. Enter the group’s PayPal account on the page Services: the counter can then ask for them when it settles, and each shows up here.
online-none-found = No payment of that kind. Choose another day, another state or all.
online-every-state = All states
online-state = State
online-when = Day
online-hour = Hour
online-shop = Shop
online-order = Order
online-invoice = PayPal invoice
online-amount = Amount
online-fee = PayPal’s fee
online-net = Net
online-back = Given back
online-by = Asked by
online-asked = { $at } · { $by }
online-to-know = To know
online-totals = Taken by PayPal on this page
online-file = online-payments
online-somebody = somebody from elsewhere
online-ended = Settled by hand: { $reason } ({ $by }, { $at })
online-unheard = PayPal did not answer: it is asked again by itself.
online-not-booked = Not in the till yet.
online-look-again = Ask PayPal again
online-end = Settled by hand
online-end-title = { $number }, { $amount }: settled by hand?
online-end-where = On paypal.com this payment has the invoice { $invoice }.
online-end-then = After that the program does nothing more about this payment: it is neither taken, let go nor given back. Your name and the hour stay written here.
online-end-reason = What was done
online-end-reason-example = refunded €23.50 on paypal.com
online-end-confirm = It is settled
online-end-keep = Not yet
