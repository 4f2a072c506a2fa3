"""What emails are called in the languages analysts' files come in, and what the words beside that mean."""

from __future__ import annotations

from worker.dialect.names.word_lists import phrases

NOUNS = phrases("""
    email, mail, emails, mails, mel, courriel, courriels, courrielle, adresse electronique
    adresses electroniques, adresse de messagerie, messagerie electronique, correo, correos
    correo electronico, correos electronicos, correo e, direccion electronica, direccion de correo
    posta elettronica, indirizzo elettronico, indirizzo di posta elettronica, indirizzo posta elettronica
    correio eletronico, correio electronico, endereco eletronico, endereco electronico, poczta elektroniczna
    adres poczty elektronicznej, poczta, poczty, mailowy, emailowy, epost, elpost, elektronisk post
    elektronische post, mejl, mejladress, sahkoposti, sposti, sahkopostiosoite, elektronicka posta, emailova
    eposta, epostni, eposte, elektronska posta, elektronska posta adresa, elektronske poste
    elektronikus level, elektronikus levelcim, emailcim, posta electronica, adresa electronica
    elektronik posta, epostaadresi, emeil, meiliaadress, epasts, elpastas, el pastas, el pasto
    elektroninis pastas, elektroninio pasto, ηλεκτρονικο ταχυδρομειο, ηλεκτρονικη διευθυνση
    ηλεκτρονικου ταχυδρομειου, ηλ ταχυδρομειο, ιμειλ, μειλ, электронная почта, электронной почты
    электронный адрес, эл почта, эл почты, эл адрес, почта, емейл, емаил, имейл, емэил, мейл, емеил, имэйл
    электронная, е-мейл, е-маил, е-майл, э-почта, електронна пошта, електронної пошти, електронна адреса
    ел пошта, пошта, імейл, імеил, електронна поща, メールアドレス, 電子メールアドレス, 電子メール, メール
    eメール, eメールアドレス, 邮箱, 郵箱, 电子邮件, 电子邮箱, 電子郵件, 電子信箱, 信箱, 邮件, 이메일
    전자우편, 메일, البريد الالكتروني, البريد الإلكتروني, אימייל, דוא ל, ईमेल, อีเมล, thu dien tu, surel
    epost adress, e-posti, e-pasta, e-pasts, correu, correu electronic, adreca electronica
    adreca de correu electronic, имејл, е-пошта, електронска пошта, електронске поште, електронска адреса
    e-poçt, e-poçtu, elektron poçt, elektron poçtu, الايميل, الإيميل, ايميل, إيميل
""")  # noqa: RUF001 - Cyrillic
"""What an email is called."""

JOINED = frozenset(
    ["email", "emails", "mail", "mails", "mejl", "epost", "eposta", "sahkoposti", "courriel", "correo"]
)
"""Those that are written together with others: `useremail`, `Kundenmail`."""

LAST = ("email",)
"""Those that may end a word of which the rest is no word we know: `acmeemail`."""

FORM = phrases("id, identifier, ids, login")
"""An email's id is the email, and so is what one logs in with; a country's is a number of somebody's own."""

OTHERS = phrases("""
    state, name, names, code, region, label, nom, nombre, nome, naam, vorname, nachname, voicemail, mailbox
""")
"""What stands beside the noun only where the column holds something else."""

DISTANT = phrases("to")
"""Those that a message went to may be the customers, or who answers them."""
