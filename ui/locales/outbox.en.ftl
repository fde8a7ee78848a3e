## Messages, at the counter and in the office
message-again = Send again
message-went = It went after all
message-give-up = Leave it
message-unworded = Not worded yet: that is done when it goes.
template-segments = { $count ->
    [one] { $count } text message, { $left } characters left.
   *[other] { $count } text messages, { $left } characters left.
}
template-costly = These signs cost more: { $signs }
alerts-count = ⚠ { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
alerts-newest = { $what }: { $state }
alerts-title = Messages that wait for a decision
alerts-failed = It did not go: tell the person, or send it again.
alerts-to-check = It may have gone: ask the person before you send it again.
alerts-empty = Nothing waits for a decision any more.
