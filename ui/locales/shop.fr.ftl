tile-left = reste { $count }
tile-sold-out = rupture
tile-suspended = suspendue
line-less = Un de moins
line-more = Un de plus
validating = Envoi…
amount-due = À payer
cash-received = Reçu
change-due = À rendre
refund = À rendre au client : { $amount }

## Caisse
till-open = Caisse
training-mode = MODE ÉCOLE
training-about = rien n’est vendu, rien n’est encaissé
till-unknown = On ne sait pas si c’est fait.
till-unknown-hint = Réessayez : ce ne sera pas fait deux fois.
till-day = la journée du { $day }
till-month = le mois { $month }
till-year = l’année { $year }
till-even = Compte juste
till-missing = Il manque { $amount }
till-over = { $amount } de trop
till-reprint = Réimprimer (duplicata)
print-ticket = Imprimer le ticket
print-note = Imprimer la note
print-x = Imprimer le X
print-sent = Envoyé à l’imprimante
print-sent-copy = Duplicata n° { $copy } envoyé à l’imprimante
note-due = Sur place, 25 € et plus : la note se remet avant le paiement.
printers-alert = { $waits ->
    [0] ⚠ { $names }
   *[other] ⚠ { $names } : { $waits } en attente
}
printers-refused = Impression impossible
printers-title = Imprimantes
prints-none = Rien n’attend d’être imprimé.
print-asked = { $hour } · { $tries ->
    [0] pas encore tenté
    [one] { $tries } essai
   *[other] { $tries } essais
}
print-perhaps = · peut-être déjà imprimé
print-drawer = Ouverture du tiroir
print-give-up = Abandonner l’impression
print-under-way = Il est en cours d’impression, ou vient de sortir : rien n’est abandonné.
card-waits = Suivez le terminal…
card-waits-about = Le client présente sa carte. Pour annuler, touche rouge du terminal : sa réponse arrive ici. Fermer cette fenêtre n’annule rien.
card-leave = Ne plus attendre
card-unknown = On ne sait pas si la carte a été débitée
card-unknown-about = Attendez que le terminal revienne à son accueil, puis regardez son dernier ticket ou son journal : { $amount } ont-ils été débités ? Rien d’autre ne règle cette commande d’ici là.
card-other-about = Rien n’est encaissé : { $amount } étaient demandés. Sur le terminal, annulez l’opération, puis dites-le ici.
card-taken = Accepté : { $amount } débités
card-not-taken = Refusé : rien n’a été débité
card-cancelled = Annulé sur le terminal
card-debited = La carte a été débitée de { $amount }
card-debited-about = Ce n’est encaissé nulle part : encaissez-le avec la commande, ou remboursez la carte sur le terminal et dites-le ici.
card-refused = Le terminal a refusé
card-back = Remboursé sur le terminal
card-back-sure = Oui, { $amount } sont remboursés
card-back-not = Non
cards-look = ⚠ Carte à vérifier : { $numbers }
cards-debited = ⚠ Carte débitée : { $numbers }
cards-wait = Carte en attente : { $numbers }
cards-title = Paiements par carte
cards-none = Rien n’est en attente sur le terminal de carte.
card-of = { $number } · { $hour } · { $who }
card-back-ask = Rembourser { $amount } par le terminal
card-back-waits = Suivez le terminal : le client présente sa carte pour être remboursé…
card-back-unknown = On ne sait pas si la carte a été remboursée
card-back-unknown-about = Attendez que le terminal revienne à son accueil, puis regardez son dernier ticket : { $amount } ont-ils été rendus ?
card-back-done = { $amount } rendus sur la carte
card-back-refused = Le terminal n’a rien rendu
card-back-by-hand = Essayez encore, ou remboursez à la main sur le terminal.
card-back-seen = Remboursé : { $amount } rendus
card-back-not-seen = Pas remboursé
to-decide = ⚠ { $count } à décider
to-decide-title = À décider
to-decide-about = Fait ici pendant que le serveur était absent, et refusé à son retour. Rien n’est perdu : décidez de chaque ligne.
to-decide-none = Tout est décidé.
decide-as-sold = Enregistrer telle que vendue
decide-try-again = Réessayer
decide-give-up = Abandonner…
decide-give-up-confirm = Abandonner définitivement
decide-reason = Motif
decide-at-counter = À décider au comptoir.
driver-not-told = ⚠ Prévenir { $drivers } : { $numbers }
driver-perhaps-told = ⚠ SMS à vérifier, { $drivers } : { $numbers }
