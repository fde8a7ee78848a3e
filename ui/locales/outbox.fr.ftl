## Messages, au comptoir et au bureau
message-again = Renvoyer
message-went = Parti quand même
message-give-up = Laisser
message-unworded = Pas encore rédigé : il l’est au moment de l’envoi.
template-segments = { $count ->
    [one] { $count } SMS, { $left } caractères de reste.
   *[other] { $count } SMS, { $left } caractères de reste.
}
template-costly = Ces signes coûtent plus : { $signs }
alerts-count = ⚠ { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
alerts-newest = { $what } : { $state }
alerts-title = Messages qui attendent une décision
alerts-failed = Il n’est pas parti : prévenez la personne, ou renvoyez-le.
alerts-to-check = Il est peut-être parti : demandez à la personne avant de renvoyer.
alerts-empty = Plus rien n’attend de décision.
