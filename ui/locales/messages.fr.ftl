## Messages : ce qui est parti, les modèles, les personnes prévenues
messages-title = Messages
messages-sent = Envois
messages-templates = Modèles
messages-people = Qui est prévenu
messages-lead = Ce que la caisse écrit aux clients, aux livreurs et aux responsables ; d’abord ce qui n’est pas parti.
messages-filter = Messages montrés
messages-not-gone = Pas partis
messages-all-gone = Tout est parti. Ce qui ne part pas paraît ici, avec la raison.
messages-none = Aucun message dans cet état.
message-when = Écrit
message-what = Message
message-to = À
message-state = État
message-again = Renvoyer
message-went = Il est parti
message-give-up = Abandonner
message-unworded = Pas encore rédigé : il l’est au moment de l’envoi.
message-tries = { $count ->
    [one] { $count } essai
   *[other] { $count } essais
}

templates-lead = Ce que disent les messages. Un modèle vaut pour tout le groupe.
template-kind = Message
template-channel = Canal
template-language = Langue du message
template-subject = Objet
template-text = Texte
template-names = Noms connus :
template-optional = Entre crochets, un passage disparaît quand l’un de ses noms n’est pas connu.
template-preview = Aperçu
template-mistake = L’aperçu revient dès que le texte est juste.
template-real = Avec les données du dernier message de ce genre.
template-example = Avec un exemple : aucun message de ce genre n’a encore été écrit.
template-segments = { $count ->
    [one] { $count } SMS, { $left } caractères de reste
   *[other] { $count } SMS, { $left } caractères de reste
}
template-costly = Ces signes coûtent plus : { $signs }
template-save = Enregistrer
template-saving = Enregistrement…
template-forget = Revenir au texte d’origine
template-again = Relire
template-only-seen = Seuls la gérance et un administrateur changent les modèles.
template-by = Texte de { $who }, { $when }.
template-ours = Texte d’origine du programme.

reach-lead = Qui reçoit les alertes de stock, par quel moyen et pour quels magasins ; et le numéro de chaque livreur, pour ses courses.
reach-who = Personne
reach-how = Coordonnées
reach-shops = Magasins
reach-shops-hint = Sans magasin coché, la personne est prévenue quand personne d’autre ne l’est.
reach-else = sinon { $to }
reach-none = pas joignable
reach-else-nobody = si personne d’autre
reach-runs = ses courses
reach-change = Modifier
reach-done = Les coordonnées de { $name } sont enregistrées.
reach-empty = Aucun responsable ne travaille dans les magasins visibles d’ici.
reach-title = Prévenir { $name }
reach-phone = Numéro pour les SMS
reach-email = Adresse e-mail
reach-prefers = De préférence par
reach-language = Langue des messages
reach-note = Si le premier moyen échoue, l’autre est essayé aussitôt.
reach-keep = Enregistrer
reach-keeping = Enregistrement…
reach-cancel = Annuler

## Serveur de courriel
mail-server = serveur
mail-server-what = Adresse, protection et expéditeur des courriels.
mail-open = Serveur…
mail-title = Serveur de courriel
mail-host = Serveur
mail-port = Port
mail-security = Protection de la liaison
mail-start-tls = STARTTLS · 587
mail-tls = TLS · 465
mail-sender = Adresse d’expéditeur
mail-name = Nom d’expéditeur
mail-ca = Certificat du serveur, s’il n’est pas connu du système (PEM)
mail-login = L’identifiant et le mot de passe sont des secrets du groupe : ils se renseignent sur la page Services, sous « Courriel ».
mail-trial = Essai
mail-to = Envoyer un essai à
mail-try = Tester
mail-trying = Envoi…
mail-went = Le serveur a pris le courriel d’essai pour { $to }.
mail-keep = Enregistrer
mail-keeping = Enregistrement…
mail-cancel = Fermer
mail-kept = Le serveur de courriel est enregistré pour tout le groupe.
mail-by = Renseigné par { $who }.

## Transferts
transfers-title = Transferts
transfers-lead = Ce qu’un magasin envoie à un autre : en route jusqu’à ce qu’il soit reçu.
transfers-under-way = En route
transfers-over = Terminés
transfers-empty = Aucun transfert. Pour envoyer des marchandises à un autre magasin, choisissez « Envoyer ».
transfer-send = Envoyer à un autre magasin
transfer-send-title = Envoyer à un autre magasin
transfer-to = Magasin qui reçoit
transfer-choose = Choisissez un magasin
transfer-add = + Ajouter un ingrédient
transfer-remove = Retirer { $name }
transfer-send-note = Les quantités quittent le stock aussitôt. Exemples : 500 g, 2 kg, 1,5 l, 12.
transfer-go = Envoyer
transfer-sending = Envoi…
transfer-cancel = Annuler
transfer-done = En route vers { $to }.
transfer-receive = Recevoir
transfer-receive-title = Recevoir de { $from }
transfer-receive-go = Recevoir
transfer-receiving = Réception…
transfer-received = Reçu de { $from }.
transfer-line = { $name } · envoyé { $sent }
transfer-why = Pourquoi est-ce différent ?
transfer-why-example = carton écrasé, erreur de comptage
transfer-take-back = Reprendre
transfer-taken-back = Le transfert vers { $to } est repris : tout est de nouveau en stock.
transfer-sent = envoyé
transfer-at = { $day } à { $hour }
transfer-at-by = { $day } à { $hour } par { $who }
transfer-came = arrivé : { $quantity }
transfer-reason-said = Différence : { $reason }
