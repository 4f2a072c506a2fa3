"""Words that people and programs write where there is no value, in the languages analysts' files come in."""

# ruff: noqa: RUF001 - letters of many alphabets look alike

from __future__ import annotations

WORDS = """
    none, nil, null, nul, undefined, nan, void, empty, blank, missing, absent, nothing, unknown, unknwon
    unkown, unk, not known, unidentified, undetermined, indeterminate, unresolved, unknown or invalid
    invalid, unknown unknown, unclassified, uncategorized, uncategorised, unassigned, unallocated
    not assigned, unspecified, not specified, not set, unset, notset, not selected, none selected
    not provided, none provided, none given, not given, not stated, not entered, not found, not filled
    not filled in, not answered, not indicated, not defined, not disclosed, not listed, not present
    not reported, not recorded, not captured, not collected, not supplied, not submitted, not mapped
    not available, unavailable, no data, no value, no information, no info, no answer, no response
    no country, no entry, no selection, no result, no match, not applicable, n a, not app, undisclosed
    anonymous, withheld, prefer not to say, prefer not to answer, prefer not to disclose, rather not say
    declined, declined to answer, decline to state, refused, refused to answer, do not know, don t know
    dont know, other, others, other none, test, tests, testing, test test, test data, test value, dummy
    dummy data, sample, example, placeholder, asdf, tbd, tba, todo, to be determined, to be defined
    default, pending, select, please select, please select one, choose, please choose, pick, please pick
    select option, choose option, select an option, choose an option, a1, a2, o1, t1, anonymous proxy
    satellite provider, error, err

    unbekannt, unbekannte, unbekannter, unbekanntes, nicht bekannt, unbek, unb, keine angabe
    keine angaben, keine, keiner, keines, kein, k a, ka a, keine daten, kein wert, kein land
    kein eintrag, ohne, ohne angabe, o a, leer, nicht angegeben, nicht gesetzt, nicht verfügbar
    nicht vorhanden, nicht ausgefüllt, nicht gewählt, nicht definiert, nicht zutreffend, nicht anwendbar
    nicht zugeordnet, nicht erfasst, nicht ermittelt, nicht festgelegt, unspezifiziert, undefiniert
    unbestimmt, entf, entfällt, fehlt, fehlend, sonstige, sonstiges, sonstiger, sonst, andere, anderes
    anderer, weitere, diverse, divers, bitte wählen, bitte auswählen, auswählen, wählen, beispiel
    platzhalter

    inconnu, inconnue, inconnus, non connu, indéterminé, indéterminée, non renseigné, non renseignée
    n r, non communiqué, non communiquée, n c, n d, non disponible, non défini, non définie
    non spécifié, non spécifiée, non précisé, non précisée, non précis, non indiqué, non indiquée
    non fourni, non fournie, non applicable, sans objet, s o, non concerné, aucun, aucune, aucune donnée
    vide, néant, rien, manquant, autre, autres, pas de réponse, sans réponse, ne sait pas, choisir
    sélectionner, sélectionnez, veuillez choisir, veuillez sélectionner, choisissez, exemple

    desconocido, desconocida, no conocido, indeterminado, indeterminada, sin datos, sin dato, s d
    sin información, sin especificar, no especificado, no especificada, no indicado, no informado
    no definido, no disponible, no aplica, no aplicable, no procede, n p, no consta, sin asignar
    sin valor, sin definir, sin país, ninguno, ninguna, ningún, nada, vacío, vacía, en blanco, otro
    otra, otros, otras, seleccione, seleccionar, seleccione uno, elija, elegir, ejemplo, no contesta
    sin respuesta

    desconhecido, desconhecida, não informado, não informada, não especificado, não especificada
    não definido, não disponível, não aplicável, não se aplica, não consta, não indicado, sem dados
    sem informação, s i, sem país, nenhum, nenhuma, vazio, em branco, outro, outra, outros, outras
    selecione, selecionar, escolha, teste, exemplo

    sconosciuto, sconosciuta, ignoto, ignota, non noto, indeterminato, non specificato, non specificata
    non indicato, non indicata, non definito, non disponibile, non applicabile, non pervenuto
    non fornito, nessuno, nessuna, nessun dato, vuoto, vuota, assente, mancante, altro, altra, altri
    altre, seleziona, selezionare, scegli, esempio

    onbekend, onbekende, niet bekend, niet opgegeven, niet ingevuld, niet beschikbaar
    niet van toepassing, n v t, nvt, n b, niet gespecificeerd, niet ingesteld, geen, geen data
    geen gegevens, geen land, leeg, ontbreekt, overig, overige, ander, anders, andere, kies, selecteer
    maak een keuze, maak uw keuze, voorbeeld

    nieznany, nieznana, nieznane, nieokreślony, nieokreślone, brak, brak danych, brak informacji
    brak kraju, nie podano, nie dotyczy, b d, niedostępne, nie wybrano, żaden, żadne, puste, inny, inna
    inne, pozostałe, wybierz, proszę wybrać, przykład

    okänd, okänt, okända, ej angivet, ej angiven, inte angivet, ej tillämpligt, uppgift saknas, saknas
    ingen, inget, ingenting, annat, annan, andra, övrigt, övriga, välj, exempel, i t

    ukendt, ukendte, ikke angivet, ikke oplyst, ikke tilgængelig, ikke relevant, ingen, intet, mangler
    andet, anden, øvrige, vælg, eksempel, ukjent, ikke oppgitt, ikke tilgjengelig, ikke valgt, ikke satt
    annet, annen, velg, ukjend, ikkje oppgitt

    tuntematon, tuntemattomat, ei tiedossa, ei tietoa, ei määritelty, ei ilmoitettu, ei saatavilla
    ei mitään, ei valittu, puuttuu, tyhjä, muu, muut, valitse, esimerkki, testi

    neznámý, neznámá, neznámé, neznámo, neuvedeno, neuvedená, nezadáno, nezadaná, není, není k dispozici
    není známo, žádný, žádná, žádné, prázdné, jiný, jiná, jiné, ostatní, vyberte, zvolte, příklad
    neznámy, neznáma, neznáme, neuvedené, nezadané, nie je k dispozícii, žiadny, žiadna, žiadne, prázdna
    iný, iné, ostatné, príklad

    ismeretlen, nem ismert, nincs, nincs adat, nincs megadva, nem elérhető, nem alkalmazható, üres
    hiányzik, egyéb, más, válasszon, kérem válasszon, teszt, példa

    necunoscut, necunoscută, nespecificat, nespecificată, nedefinit, nedefinită, fără, fără date
    indisponibil, nu se aplică, nu este cazul, nicio, niciunul, niciuna, niciun, lipsă, lipsește, altul
    altele, selectați, alegeți, exemplu

    nepoznato, nepoznat, nepoznata, nije poznato, nije navedeno, nije odabrano, nedefinirano
    nedefinisano, nema, nema podataka, bez podataka, prazno, ništa, ostalo, ostali, drugo, druga
    odaberite, izaberite, primjer, neznano, neznana, neznan, ni znano, ni podatka, ni na voljo
    ni navedeno, nobena, izberite

    i panjohur, e panjohur, panjohur, i papërcaktuar, e papërcaktuar, asnjë, tjetër, të tjera, zgjidh

    teadmata, tundmatu, määramata, puudub, puuduvad, muu, muud, nezināms, nezināma, nav, nav zināms
    nav norādīts, nav norādīta, nav datu, nav pieejams, tukšs, cits, cita, citi, izvēlieties, nežinoma
    nežinomas, nenurodyta, nenurodytas, nėra, nėra duomenų, tuščia, kita, kitas, kiti, pasirinkite

    bilinmiyor, bilinmeyen, bilinmeyen ülke, belirsiz, belirtilmemiş, belirtilmedi, tanımsız, yok, boş
    mevcut değil, geçersiz, uygulanamaz, hiçbiri, diğer, başka, seçiniz, lütfen seçiniz, seçin, örnek

    desconegut, desconeguda, no especificat, sense dades, sense especificar, buit, altre, altra, altres
    seleccioneu, ezezaguna, ezezagun, zehaztu gabe, bat ere ez, hutsik, bestelakoa, beste bat
    descoñecido, descoñecida, sen datos, ningunha, anaithnid, gan sonrú, ar bith, anhysbys, arall
    óþekkt, óþekktur, ekkert, annað, veldu, mhux magħruf, mhux speċifikat, xejn, ieħor, onbekannt, keen
    keng, aner

    άγνωστο, άγνωστη, άγνωστος, μη διαθέσιμο, δεν διατίθεται, δεν υπάρχει, δεν ορίστηκε, μη καθορισμένο
    δ υ, δ α, κανένα, καμία, κανένας, κενό, άλλο, άλλη, άλλος, άλλα, επιλέξτε, δοκιμή

    неизвестно, неизвестная, неизвестный, неизвестна, неизвестен, не известно, не указано, не указана
    не указан, не задано, не определено, не выбрано, не применимо, нет, нет данных, нет информации, н д
    б д, отсутствует, пусто, пустой, другое, другая, другой, другие, прочее, прочие, иное, выберите
    тест, пример, невідомо, невідома, невідомий, не вказано, не вказана, немає, немає даних, відсутнє
    порожньо, інше, інша, інший, інші, оберіть, виберіть, приклад, невядома, невядомы, не ўказана, няма
    іншае, іншая, неизвестни, непосочено, не е посочено, няма данни, друго, друга, други, изберете
    непознато, непозната, није наведено, нема, нема података, остало, изаберите, не е наведено
    нема податоци, останато

    不明, 不詳, 不详, 未知, 未設定, 未设置, 未入力, 未填写, 未填寫, 未回答, 未選択, 未选择, 未選擇, 未定
    未提供, 未指定, 未登録, なし, 無し, 無, 无, 没有, 沒有, 暂无, 暫無, 空, 空白, 該当なし, 该项无
    データなし, 无数据, 無資料, その他, 其他, 其它, 他, 選択してください, 请选择, 請選擇, テスト, 测试
    測試, 例, 保密, 国なし, 없음, 없습니다, 알수없음, 알 수 없음, 미상, 미정, 미입력, 미지정, 미선택
    해당없음, 해당 없음, 기타, 선택, 선택하세요, 테스트

    غير معروف, غير معروفة, غير محدد, غير محددة, غير متوفر, غير متاح, مجهول, لا يوجد, لا شيء, بدون, فارغ
    أخرى, آخر, اختر, اختبار, تجريبي

    לא ידוע, לא ידועה, לא צוין, לא זמין, אין, אין נתונים, אחר, אחרת, ללא, נא לבחור, نامشخص, ناشناخته
    ندارد, نامعلوم, سایر, انتخاب کنید, tidak diketahui, tidak dikenal, tidak ada, tidak tersedia, tiada
    lainnya, lain lain, kosong, pilih, không xác định, không rõ, không biết, không có, khác, chưa biết
    chọn, ไม่ทราบ, ไม่ระบุ, ไม่มี, อื่นๆ, เลือก, अज्ञात, अन्य, उपलब्ध नहीं, hindi kilala, wala, iba pa
    haijulikani, hakuna
"""
"""Separated by commas and lines. Names of countries are none of them."""

COUNTRY_NOUNS = """
    country countries nation nationality state territory location place land laender landet pays pais
    paese nazione maa zeme zemlja drzava orszag tara ulke kraj riik valsts salis krajina страна страны
    країна країни краіна држава държава χωρα 国 国家 國家 国名 국가 البلد الدولة بلد دولة מדינה negara
    quốc gia ประเทศ देश region regions regione regiao regiune regio gebied gebiet omrade alue oblast
    korzet podrucje bolge sritis piirkond obmocje eskualde регион регіон рэгіён область περιοχη 地区
    地區 地域 区域 區域 지역 منطقة אזור wilayah क्षेत्र the a an your one of or option value
"""
"""Beside such words, words for nothing keep their meaning: "unknown country", "select your region"."""
