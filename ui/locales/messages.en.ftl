## Messages: what went, templates, who is told
messages-title = Messages
messages-sent = Sent
messages-templates = Templates
messages-people = Who is told
messages-lead = What the till writes to customers, drivers and managers; what did not go comes first.
messages-filter = Messages shown
messages-not-gone = Not gone
messages-all-gone = Everything went. What does not go appears here, with the reason.
messages-none = No message in this state.
message-when = Written
message-what = Message
message-to = To
message-state = State
message-again = Send again
message-went = It went
message-give-up = Give up
message-unworded = Not worded yet: that is done when it goes.
message-tries = { $count ->
    [one] { $count } try
   *[other] { $count } tries
}

templates-lead = What messages say. A template is the whole group’s.
template-kind = Message
template-channel = Channel
template-language = Language of the message
template-subject = Subject
template-text = Text
template-names = Known names:
template-optional = A passage in brackets is left out where one of its names is not known.
template-preview = Preview
template-mistake = The preview comes back once the text is right.
template-real = With what the last message of this kind knew.
template-example = With an example: no message of this kind was written yet.
template-segments = { $count ->
    [one] { $count } text message, { $left } characters left
   *[other] { $count } text messages, { $left } characters left
}
template-costly = These signs cost more: { $signs }
template-save = Save
template-saving = Saving…
template-forget = Back to the original text
template-again = Read again
template-only-seen = Group managers and administrators alone change templates.
template-by = Text by { $who }, { $when }.
template-ours = The program’s own text.

reach-lead = Who gets stock warnings, how, and about which shops; and each driver’s number, for his runs.
reach-who = Person
reach-how = Reached at
reach-shops = Shops
reach-shops-hint = With no shop ticked, the person is told where nobody else is.
reach-else = else { $to }
reach-none = not reachable
reach-else-nobody = if nobody else
reach-runs = his runs
reach-change = Change
reach-done = How { $name } is reached is saved.
reach-empty = No manager works in the shops seen from here.
reach-title = Telling { $name }
reach-phone = Number for text messages
reach-email = E-mail address
reach-prefers = Preferably by
reach-language = Language of messages
reach-note = If the first means fails, the other is tried at once.
reach-keep = Save
reach-keeping = Saving…
reach-cancel = Cancel

## Mail server
mail-server = server
mail-server-what = Address, protection and sender of e-mails.
mail-open = Server…
mail-title = Mail server
mail-host = Server
mail-port = Port
mail-security = Protection of the line
mail-start-tls = STARTTLS · 587
mail-tls = TLS · 465
mail-sender = Sender’s address
mail-name = Sender’s name
mail-ca = The server’s certificate, if the system does not know it (PEM)
mail-login = User and password are secrets of the group: they are entered on the page Services, under “E-mail”.
mail-trial = Trial
mail-to = Send a trial to
mail-try = Test
mail-trying = Sending…
mail-went = The server took the trial mail for { $to }.
mail-keep = Save
mail-keeping = Saving…
mail-cancel = Close
mail-kept = The mail server is saved for the whole group.
mail-by = Entered by { $who }.

## Transfers
transfers-title = Transfers
transfers-lead = What a shop sends to another: under way until it is received.
transfers-under-way = Under way
transfers-over = Over
transfers-empty = No transfer. To send goods to another shop, choose “Send”.
transfer-send = Send to another shop
transfer-send-title = Send to another shop
transfer-to = Shop that receives
transfer-choose = Choose a shop
transfer-add = + Add an ingredient
transfer-remove = Remove { $name }
transfer-send-note = The quantities leave the stock at once. Examples: 500 g, 2 kg, 1.5 l, 12.
transfer-go = Send
transfer-sending = Sending…
transfer-cancel = Cancel
transfer-done = Under way to { $to }.
transfer-receive = Receive
transfer-receive-title = Receive from { $from }
transfer-receive-go = Receive
transfer-receiving = Receiving…
transfer-received = Received from { $from }.
transfer-line = { $name } · { $sent } sent
transfer-why = Why is it different?
transfer-why-example = crushed box, miscounted
transfer-take-back = Take back
transfer-taken-back = The transfer to { $to } is taken back: all of it is in stock again.
transfer-sent = sent
transfer-at = { $day } at { $hour }
transfer-at-by = { $day } at { $hour } by { $who }
transfer-came = came: { $quantity }
transfer-reason-said = Difference: { $reason }
