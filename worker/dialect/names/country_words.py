"""What countries are called in the languages analysts' files come in, and what the words beside that mean."""

from __future__ import annotations

from worker.dialect.names.word_lists import phrases, word_set

NOUNS = phrases("""
    country, countries, nation, land, lander, laender, landes, lands, lande, wohnland, wohnsitzland, pays
    pais, paises, nacion, paese, paesi, nazione, nacao, panstwo, panstwa, maa, asuinmaa, kotimaa, zeme
    krajina, krajiny, orszag, orszaga, tara, tarii, ulke, ulkesi, ulkenin, χωρα, χωρας, страна, страны
    краіна, країна, країни, държава, држава, држави, drzava, drzave, zemlja, zemlje, riik, riigi, valsts
    salis, salies, land omrade, 国, 国家, 國家, 国名, 所属国, 居住国, 국가, 나라, البلد, الدولة, מדינה, ארץ
    देश, ประเทศ, quoc gia, negara, iso 2, iso 3, iso country, iso code, iso alpha 2, iso alpha 3
    country iso code, iso 3166, iso 3166 1, iso 3166 1 alpha 2, iso 3166 1 alpha 3, iso 3166 alpha 2
    iso 3166 alpha 3, alpha 2, alpha 3, wohnsitz, alpha 2 code, alpha 3 code, kod iso, code iso, codigo iso
    codice iso, земља, земље, земјата, земја, ölkə, ölkəsi, ölkənin
    ma quoc gia, ten quoc gia
""")
"""What a country is called."""

WEAK = phrases("""
    cc, staat, staates, stat, statul, stato, kraj, kraje, kraju, valtio, lkz, nuoc, dövlət
    государство, держава
""")
"""What means a country in some files, in others a state or a status: what the column holds must agree."""

JOINED = frozenset({"country", "countries"})
"""Those that are written together with any other word: `shippingcountry`."""

SHORT_JOINED = word_set("""
    land lands lande landes lander laender maa orszag riik riigi zeme ulke staat
""")
"""Those that end or begin many a word that has nothing to do with countries."""

COMPANIONS = word_set("""
    patienten gast gaste gaeste teilnehmer besucher mieter studenten schuler schueler mitarbeiter kaufer
    kaeufer nutzer benutzer mitglieds spender abonnenten besteller deelnemer bezoeker deltagar deltager
    rechnungs rechnung liefer lieferungs lieferung versand kunden wohn wohnsitz heimat haupt firmen
    geschafts geschaefts privat adress post empfanger empfaenger factuur facturatie bezorg verzend
    verzending aflever lever levering leverings leverans fakturerings fakturering hem bosted bostads
    bopael bosattning woon klant klanten kund kunde kontakt lasku laskutus toimitus asuin koti
    szamlazasi szallitasi code codes kod koden kode name namen names namn navn naam nimi nev neve kurzel
    kuerzel kennzeichen kennung kz bezeichnung iso koodi tunnus schlussel schluessel kood
""")
"""The words that the latter are written together with: `Rechnungsland`, `landskod`."""

FORM = phrases("""
    id, code, codes, iso, alpha, letter, letters, digit, digits, short, long, abbreviation, abbr
    abbreviated, name, names, label, key, kode, koden, kod, kody, kodu, koodi, tunnus, codigo, codice, cod
    kurzel, kuerzel, kurz, kennzeichen, kennung, kz, codenaam, naam, namn, navn, nimi, nom, nombre, nome
    namen, nazwa, nazev, nazov, nev, neve, nume, numele, adi, isim, skrot, zkratka, symbol, bezeichnung
    κωδικος, ονομα, код, название, назва, наименование, コード, 名, 名称, 代码, 代碼, 编码, 코드, 이름
    characters, char, 2char, wohnt, lebt, schlussel, schluessel, desc, kods, nosaukums, kood, nimetus
    kodas, pavadinimas, codi, nama, име, назив, шифра
""")
"""How a country is written; they change nothing."""

AREAS = phrases("""
    region, regione, regiao, regiune, regija, regionen, alue, oblast, oblasti, bolge, bolgesi, territory
    territories, territorio, territoire, gebiet, teritoriu, omrade, regio, περιοχη, регион, регіон, область
    область регион, areal, zone, area geografica, wilayah, khu vuc, vung lanh tho, 地区, 地區, 地域, 지역
    المنطقة, אזור, economy, dependency
""")
"""What names add to a country so as not to offend: `Country/Region`. Alone they may hold anything."""

PARTS = phrases("""
    state, states, province, provinces, county, counties, district, prefecture, canton, cantons, parish
    emirate, governorate, municipality, city, cities, town, village, suburb, locality, zip, zipcode
    postcode, postal code, post code, postalcode, plz, us state, bundesland, bundeslander, bundeslaender
    bundesstaat, kanton, kantone, landkreis, kreis, bezirk, provinz, postleitzahl, ort, stadt, wohnort
    gemeinde, departement, departements, etat, canton de, comte, comune, commune, ville, code postal
    province code, cap, citta, provincia, provincie, provincias, estado, estados, uf, departamento
    municipio, ciudad, localidad, codigo postal, cp, cidade, cep, concelho, distrito, freguesia, gemeente
    plaats, woonplaats, stad, lan, kommun, kommune, kommuner, fylke, postnummer, postort, sted, by, maakunta
    kunta, laani, kaupunki, postinumero, postitoimipaikka, wojewodztwo, powiat, gmina, miasto, miejscowosc
    kod pocztowy, okres, mesto, obec, psc, megye, varos, iranyitoszam, judet, judetul, localitate, oras
    cod postal, ilce, sehir, eyalet, posta kodu, νομος, πολη, τκ, штат, город, область город
    почтовый индекс, індекс, місто, zupanija, opcina, maakond, linn, apskritis, miestas, novads, pilseta
    都道府県, 市区町村, 州, 省, 省份, 市, 城市, 郵便番号, 邮编, 도, 시도, 도시, 우편번호, المدينة, المحافظة
    الولاية, tinh, thanh pho, provinsi, kota, region code, subdivision, metro, dma, bundesstaaten
    iso 3166 2
""")
"""Parts of an address that are no country."""

NEAR = phrases("mail")
"""Where a customer's post goes."""

JOINED_PARTS = word_set("""
    state province county city zip zipcode postcode plz kanton provinz stadt
""")
"""Those parts that are written together with others: `billingstate`."""

OTHERS = phrases("""
    phone, tel, telephone, telefon, telefono, telefoon, telefone, fax, dial, dialing, dialling, mobile, cell
    calling, prefix, prefixe, prefijo, prefisso, vorwahl, landesvorwahl, indicatif, currency, currencies
    devise, wahrung, waehrung, landeswahrung, moneda, valuta, tax, vat, ust, steuer, origin, birth, born
    citizenship, citizen, nationality, nationalitat, nationalitaet, nationalite, nacionalidad, nacionalidade
    nazionalita, nationaliteit, nationalitet, narodowosc, narodnost, staatsangehorigkeit, staatsburgerschaft
    kansalaisuus, allampolgarsag, uyruk, гражданство, національність, 国籍, 國籍, 국적, issue, issuer
    issuing, passport, area, club, team, music, destination, departure, arrival, product, made, manufacture
    manufacturing, manufacturer, hq, headquarters, herkunft, herkunfts, herkunftsland, geburt, geburts
    geburtsland, naissance, nacimiento, nascimento, nascita, geboorte, geboorteland, fodelse, fodelseland
    fodeland, syntymamaa, narozeni, urodzenia, szuletesi, dogum, herstellungsland, herkomst, sprache
    language, languages, lang, langue, idioma, lingua, taal, locale, risk, rank, population, gdp, count
    travel, visited, target, transaction, bank, card issue, carrier, rufnummer, telefonvorwahl, sport, line
    landline, mark, lord, asal, порекла, потекло, рођења, origen, origine, origem, oorsprong, ursprung
    ursprungsland, puvod, puvodu
    pochodzenia, pochodzenie, происхождения, card country, country of card, to, destinations, destino
    destinos, destinazione, destinacao, bestemming, bestemmingsland, bestimmung, bestimmungs
    bestimmungsland, ziel, zielland, przeznaczenia, docelowy, docelowe, kohdemaa, destinace, destinacia
    cilova, cielova, rendeltetesi, destinatie, destinatia, varis, hedef, προορισμου, προορισμος, назначения
    призначення, odrediste, odredista, sihtriik, sihtkoht, paskirties, galamerkis, 目的地, 目的国, 目的國
    행선지, 도착지, 도착, 到着, 出発, 出発地, الوجهة, יעד, diem den, tujuan, arrive, arrivals, departures
    ankunft, ankunfts, abflug, abreise, abfahrt, reiseziel, reise, reiseland, urlaubsland, depart, arrivee
    salida, llegada, partenza, arrivo, partida, chegada, vertrek, aankomst, avresa, ankomst, avgang, afgang
    lahto, lahtomaa, saapumis, wyjazdu, przyjazdu, odjezdu, prijezdu, kalkis, отправления, прибытия
    отправки, nach, naar, vers, hacia, absenderland, versenderland, afzenderland, avsandarland
    avsenderland, afsenderland, lahettajamaa, abgangsland, export, exporting, exporter, import, importing
    importer, voyage, viaje, viaggio, viagem, trip, tour, holiday, vacation, visit, visiting, expedition
""")
"""What stands beside a country where it is not the one that a customer lives in, or none at all."""

DISTANT = phrases("""
    last, latest, letzte, letztes, letzter, dernier, derniere, ultimo, ultima, laatste, senaste, sidste
    siste, viimeisin, ostatni, ostatnie, posledni, legutobbi, ultim, son, последний, последняя, company
    companies, corporate, organization, organisation, org, firm, firma, firmen, firmy, firme
    unternehmen, unternehmens, entreprise, societe, empresa, azienda, aziendale, societa, bedrijf
    bedrijfs, foretag, foretags, virksomhed, virksomheds, selskab, selskap, yritys, yrityksen, spolecnost
    spolecnosti, spolocnost, ceg, vallalat, companie, companiei, sirket, sirketin, εταιρεια, εταιρειας
    компания, компании, фирма, фирмы, компанія, компанії, tvrtka, podjetje, ettevote, imone, uznemums
    会社, 公司, 企业, 企業, 회사, office, offices, bureau, buro, buero, ufficio, oficina, escritorio, kantoor
    kontor, toimisto, biuro, biura, kancelar, iroda, birou, ofis, офис, employer, arbeitgeber, employeur
    workplace
""")
"""Whose or when it was is said, and that may be another one: asked, where nothing better is there."""
