# Textes du bureau, en français. Mêmes clés que office.en.ftl (un test y veille).
# Les espaces devant ; : ! ? % et dans « » sont insécables.

office-pages = Pages du bureau

## Postes
terminals-title = Postes
terminals-lead = Les PC des magasins : ce qu’ils servent, et s’ils sont en service.
terminals-only-seen = Seul un administrateur inscrit ou retire un poste.
terminals-empty = Aucun poste n’est inscrit. « Inscrire un poste » donne un code, à taper sur le nouveau PC.
terminals-empty-one-login = Aucun poste n’est inscrit : tous les PC ont le même accès au serveur. Une fois la ligne ci-dessus tapée, les postes s’inscrivent ici.
terminals-none-found = Aucun poste ne correspond. Changez le filtre ou la recherche.
terminals-which = Postes montrés
terminals-enrolled = Inscrits · { $count }
terminals-silent = Silencieux · { $count }
terminals-revoked = Retirés · { $count }
terminals-search = Code, nom, magasin ou usage
terminal-code = Code
terminal-name = Nom
terminal-shop = Magasin
terminal-kinds = Usage
terminal-presence = État
terminal-version = Version
terminal-here = ce poste
terminal-revoke = Retirer
terminal-revoking = Retrait…
presence-there = en service
presence-silent = silencieux
presence-never = jamais ouvert
presence-revoked = retiré
presence-since = depuis { $when }

## Inscrire
code-open = Inscrire un poste
code-title = Inscrire un poste
code-shop = Magasin
code-shop-group = Le groupe : un bureau qui voit tous les magasins
code-kinds = À quoi servira le poste
code-kinds-hint = Il aura les droits de ces usages, et aucun autre.
code-kinds-none = Choisissez au moins un usage.
code-kinds-group = Le poste du groupe est un bureau.
code-make = Créer le code
code-making = Création…
code-again = Créer un autre code
code-left = Encore valable
code-over = Ce code est trop ancien. Créez-en un autre.
code-step-install = Installez OC Pizza sur le nouveau PC, et fermez-le s’il est ouvert.
code-step-type = Dans un terminal de ce PC, tapez :
code-step-address = Mettez l’adresse du serveur, telle que le nouveau PC la voit.
code-step-open = Ouvrez OC Pizza : le poste paraît ici.
code-elsewhere = ADRESSE
code-once = Un code inscrit un seul poste, dans les { $minutes } minutes. Il ne sera plus montré.
code-joined = { $code } est inscrit.

## Retirer
revoke-title = Retirer { $code } ?
revoke-confirm = Retirer { $code }
revoke-keep = Garder
revoke-there = Ce poste est en service en ce moment.
revoke-out = Ses connexions au serveur sont coupées aussitôt : il ne prend plus de commande.
revoke-told = Ses fenêtres le disent à qui est devant ; ce qui y était tapé reste lisible.
revoke-waits = Ce qu’il n’a pas encore envoyé au serveur attend sur ce PC.
revoke-back = Pour le reprendre, il faudra un nouveau code.
