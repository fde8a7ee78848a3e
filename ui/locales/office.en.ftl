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
trial-digitaleo = The trial sends a real text message, with these settings and the group’s credentials.
trial-google = The trial asks for the way from the Louvre to the Eiffel Tower, with these settings and the group’s key.
trial-addresses = The trial looks for an address with these settings.
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
recap-earlier = Earlier
recap-later = Later
recap-way = Days shown
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
