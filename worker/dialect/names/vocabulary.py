"""The words beside the noun in column names, for emails and countries alike."""

from __future__ import annotations

from worker.dialect.names.word_lists import phrases

FORM_WORDS = phrases("""
    address, addresses, addr, adress, adresse, adressen, adresses, anschrift, kennung, direccion
    direcciones, indirizzo, indirizzi, endereco, adres, adresu, adresa, adresy, adresi, adresgegevens
    osoite, cim, cime, naslov, aadress, adrese, adresas, διευθυνση, адрес, адреса, адреси, adressa, ova
    elektroniczny, elektronisch, elektronische, 地址, アドレス, 주소, 1, value, values, wert, valeur, valor
    valore, text, full, string, field, c, s, original, raw, plain, lower, lowercase, normalized, normalised
    clean, cleaned, hash, hashed, hashes, sha 256, sha, sha 2, sha 256 hash, md 5, sha 1, md 5 hash
    sha 1 hash, hex, encrypted, required, mandatory, pflichtfeld, of, the, de, del, della, delle, di, da, do
    dos, das, der, des, du, la, le, l, el, il, van, for, y, e, und, et, a, and, or, oder, ou, o, või, lub
    eller, или, i, и, та, або, la tua, your, my, mein, meine, ihre, ihr, votre, su, tu, please, enter, bitte
    in, of residence, where, 客户, 顾客, お客様, optional, optionnel, opcional, facoltativo, optioneel
    freiwillig, dia chi, alamat, ünvan, ünvanı, adreca, на, tbl, dbo
    you from, are you from, you are from, i am from, come from, の, 的
""")  # noqa: RUF001 - Cyrillic
"""How the same thing is written; they change nothing."""

SELF_WORDS = phrases("""
    customer, customers, client, clients, user, users, contact, contacts, person, people, personal, member
    members, subscriber, subscribers, buyer, purchaser, shopper, guest, lead, leads, prospect, prospects
    donor, patient, student, attendee, attendees, registrant, participant, respondent, holder, cardholder
    account, profile, consumer, lives, living, residence, residency, resident, current, location, geo
    primary, main, default, best, invitee, audience, applicant, candidate, employee, learner, player
    visitor, patron, backer, kunde, kunden, kundin, nutzer, benutzer, kontakt, mitglied, mitglieder, kaufer
    kaeufer, teilnehmer, besteller, haupt, wohn, wohnsitz, interessent, cliente, clientes, usuario, usuarios
    contacto, contato, utente, utenti, contatto, acheteur, utilisateur, abonne, residencia, residenza
    residenca, principal, principale, predeterminado, klant, klanten, gebruiker, deelnemer, woon, klient
    klienta, uzytkownik, uzytkownika, kontaktowy, kund, kunder, kunders, kundens, anvandare, bruker, bruger
    asiakas, asiakkaan, kayttaja, zakaznik, zakaznika, uzivatel, vevo, ugyfel, felhasznalo, clientului
    musteri, musterinin, kullanici, πελατη, πελατης, χρηστη, клиент, клиента, покупателя, пользователя
    контакта, клієнт, клієнта, користувача, properties, property, attributes, attribute, traits, trait
    fields, data, customfield, custom, merge fields, metadata, integrations, shopify, stripe, hubspot
    salesforce, mailchimp, bosted, bostads, bopael, bosattning, residencial, sido, indirizzo di residenza
    guests, buyers, shoppers, patients, students, learners, respondents, registrants, invitees, donors
    applicants, employees, players, visitors, patrons, persons, gast, gaste, gasten, gastes, huesped
    huespedes, ospite, ospiti, hospede, hospedes, vieras, vieraan, gasts, gjest, gaest, gosc, goscia, vendeg
    oaspete, misafir, гость, гостя, rider, riders, passenger, passengers, passagier, passager, pasajero
    passeggero, passageiro, pasazer, пассажир, traveler, traveller, reisender, reiziger, viajero
    viaggiatore, viajante, voyageur, tenant, mieter, locataire, inquilino, huurder, patienten, paciente
    pacientes, paziente, pazienti, pacjent, pacjenta, potilas, pacient, pacienta, hasta, пациент, пациента
    estudiante, alumno, alumna, aluno, aluna, studente, studenten, studentin, etudiant, etudiante, eleve
    schuler, schueler, leerling, opiskelija, hallgato, ogrenci, студент, студента, ученик, ученика
    participants, participante, participantes, partecipante, partecipanti, teilnehmerin, teilnehmers
    teilnehmender, besucher, besuchers, visiteur, visitante, visitatore, bezoeker, deltagare, deltager
    osallistuja, uczestnik, uczestnika, ucastnik, ucastnika, resztvevo, participantul, katilimci, участник
    участника, учасник, учасника, asistente, comprador, compradora, acquirente, koper, kopers, kaufers
    kopare, kjoper, kober, ostaja, kupujacy, kupujacego, kupujici, kupec, kupca, vasarlo, cumparator, alici
    αγοραστης, покупатель, покупець, покупця, 买家, 購入者, 구매자, 参加者, 参会者, 참가자, abonnent
    abonnenten, suscriptor, iscritto, assinante, abonado, mitarbeiter, employe, empleado, dipendente
    medewerker, bewerber, spender, donateur, donante, socio, geolocation, khach hang, pelanggan, müştəri
    müştərinin, купца, купувача, клијента
""")
"""Whose it is, when that is the customer."""

NEAR_ROLES = phrases("""
    domicile, thuis, abitazione, ab, bostad, billing, bill, bill to, billto, invoice, invoicing, payer
    mailing, postal, home, card, rechnung, rechnungs, rechnungsadresse, privat, privates, private
    persoenlich, heim, heimat, sold to, invoice to, facturation, facturacion, fatturazione, fatturamento
    facturatie, factuur, faktura, fakturerings, fakturering, laskutus, fakturacni, szamlazasi, facturare
    fatura, personnel, personale, particular, hem, adress
""")
"""Which of a customer's, likely the one they live by."""

FAR_ROLES = phrases("""
    bureau, autre, autres, uff, ufficio, altro, otro, otros, werk, ander, andere, anders, comercial, outro
    outros, ovrigt, andet, recipient, recipients, empfanger, empfaenger, destinataire, destinatario
    ontvanger, shipping, ship, ship to, shipto, shipped to, send to, deliver to, delivered to, delivery
    deliver, work, business, office, company, corporate, organization, organisation, firm, other, secondary
    alternate, alternative, additional, second, third, backup, paypal, 2, 3, 4, 5, 6, 7, 8, 9, ip, geoip
    store front, liefer, lieferung, lieferungs, lieferadresse, versand, geschaft, geschafts, geschaftlich
    geschaftliche, geschaftlicher, geschaeftlich, firmen, firma, dienstlich, weitere, weiteres, weiterer
    livraison, envio, entrega, spedizione, consegna, verzending, verzend, bezorg, aflever, lever, levering
    leverings, leverans, toimitus, dostawy, dodaci, szallitasi, livrare, teslimat, profesional
    professionnel, lavoro, trabajo, trabalho, travail, praca, sluzbowy, pro, firmy, arbete, arbeid, arbejde
    arbejds, arbeids, tyo, last, first seen, latest, signup, registration, 收件, 收件人, 收货, 收货人
""")
"""Which of a customer's, likely another one."""

OTHER_THINGS = phrases("""
    has, is, no, not, valid, isvalid, is valid, verified, verification, verify, validated, status, type, typ
    tipo, opt, optin, optout, opt in, opt out, out, sent, send, sending, open, opened, opens, click, clicked
    clicks, bounce, bounced, bounces, soft, hard, date, datum, fecha, time, timestamp, at, on, count, counts
    number, consent, marketing, subscribe, subscribed, subscription, unsubscribed, unsubscribe, newsletter
    permission, accept, accepts, accepted, source, domain, provider, preference, preferences, template
    subject, body, campaign, frequency, quality, score, reason, confirmed, confirm, invalid, deliverable
    deliverability, display, anzeige, angezeigter, anzeigename, bcc, reply, replied, exists, eligible
    contacted, days, list, lists, group, einwilligung, consentement, consenso, consentimiento, erlaubnis
    gesendet, versendet, zustimmung, bestatigt, anmeldung, allowed, blocked, blacklisted, suppressed
    suppression, suppressions, received, delivered, engagement, total, enabled, disabled, format, version
    event, activity, action, tracking, created, updated, modified, changed, gultig, gueltig, ungultig
    valide, envoye, enviado, inviata, donation, donations, donated, amount, amounts, price, note, notes
    comment, comments, salutation, greeting, box
""")
"""What stands beside the noun where the column may hold something about it."""

OTHER_PEOPLE = phrases("""
    owner, owners, manager, agent, rep, representative, salesperson, sales rep, created by, invited by
    added by, assigned, assignee, assigned to, referrer, referred, parent, spouse, emergency, support
    seller, vendor, store, merchant, supplier, server, host, organizer, organiser, recruiter, advisor
    adviser, staff, besitzer, inhaber, betreuer, ansprechpartner, vertriebler, berater, proprietaire
    propietario, proprietario, responsable, responsabile, eigenaar, wlasciciel, agare, ejer, eier, omistaja
    vlastnik, tulajdonos, sahibi, ответственный, менеджер, 所有者, 担当者, guardian, supervisor, coach
    teacher, instructor, doctor, physician, nurse, therapist, driver, courier, chauffeur, fahrer
    fahrers, conductor, autista, motorista, bestuurder, kierowca, kierowcy, водитель, водителя, kuljettaja
    landlord, vermieter, gastgeber, gastgebers, anfitrion, sellers, vendors, verkaufer, verkaufers
    verkaeufer, verkaeufers, vendeur, vendeuse, vendeurs, vendedor, vendedora, vendedores, venditore
    venditori, verkoper, verkopers, sprzedawca, sprzedawcy, sprzedajacy, sprzedajacego, saljare, saljarens
    selger, saelger, myyja, myyjan, prodejce, predajca, prodavac, elado, vanzator, satici, πωλητης, продавец
    продавца, продавець, продавця, 卖家, 賣家, 販売者, 出品者, 판매자, arzt, arztes
    medecin, medico, dokter, lekarz, lekarza, lakare, lege, laege, laakari, lekar, orvos, doktor, врач, врача
    lehrer, lehrers, enseignant, professeur, profesor, docente, insegnante, professor, nauczyciel
    nauczyciela, учитель, учителя, ogretmen, eltern, elternteil, parents, mutter, vater, mother, father
    padre, madre, rodzic, rodzica, родитель, родителя, veli, opiekun, tuteur, tutor, trainer, tutors
""")
"""Whose it is, when that is somebody else."""

PAST = phrases("""
    old, older, previous, previously, prev, former, formerly, prior, before, outdated, obsolete, bisher
    bisherig, bisherige, bisheriges, bisheriger, vorher, vorherig, vorherige, vorheriges, vorheriger
    ehemalig, ehemalige, ehemaliges, fruher, fruhere, fruheres, frueher, alt, altes, alte, ancien, ancienne
    precedent, precedente, avant, antiguo, antigua, anterior, previo, previa, antes, vecchio, vecchia, antigo
    antiga, oud, oude, vorig, vorige, voorheen, gammal, gamla, tidigare, foregaende, gammel, gamle, tidligere
    forrige, vanha, edellinen, stary, stara, stare, poprzedni, poprzednia, poprzedniego, predchozi
    predchadzajuci, regi, korabbi, elozo, vechi, vechea, anterioara, eski, onceki, παλιο, παλια, προηγουμενη
    старый, старая, прежний, прежняя, предыдущий, предыдущая, старий, стара, попередня
    попередній, 旧, 舊, 以前, 이전, القديم, السابق
""")
"""What is said of one that a customer had before."""


SENDERS = phrases("""
    sender, senders, from, sent from, sent by, ship from, ships from, shipped from, shipfrom, delivered from
    deliver from, dispatch, dispatched, dispatched from, despatch, dispatcher, shipper, consignor, warehouse
    depot, fulfillment, fulfilment, absender, absenders, absendung, versender, versenders, abgang, abgangs
    expediteur, expediteurs, expeditrice, remitente, remitentes, expedidor, origen, mittente, mittenti
    remetente, remetentes, afzender, afzenders, verzender, avsandare, avsandarens, avsender, avsenders
    afsender, afsenders, lahettaja, lahettajan, nadawca, nadawcy, odesilatel, odesilatele, odosielatel
    odosielatela, felado, feladoi, expeditor, expeditorului, expeditorul, gonderen, gonderenin, gonderici
    gondericinin, αποστολεας, αποστολεα, отправитель, отправителя, відправник, відправника, подател
    подателя, posiljatelj, posiljatelja, posiljalac, posiljaoca, saatja, siuntejas, siuntejo, sutitajs
    sutitaja, 発送元, 差出人, 送信者, 发件, 发件人, 寄件, 寄件人, 发货, 發貨, 发送人, 보내는사람, 발신자
    발송지, المرسل, שולח, nguoi gui, pengirim, ผู้ส่ง
""")
"""Who or what sent something to the customer; where it stands first for the customer, a person says so."""
