/**
 * What lists of common words lack, because films and encyclopedias speak of other things: seasons, months and days, rooms
 * and work of an office, telephony, cities, and first names where no package lists them. By language.
 */
const words = (text) => text.trim().split(/\s+/);

export const OFFICE = {
  en: words(`
    spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday january february april august
    september october november december office phone telephone password secret account accounting accountant bookkeeping
    warehouse storage sales marketing manager director reception receptionist secretary department company business finance
    salary payroll invoice customer support service security guard meeting kitchen lobby hotline callcenter extension
    operator dispatcher provider gateway trunk switchboard telephony server internet network printer welcome hello computer
    sip pbx voip iax ats asterisk freepbx miko mikopbx yealink grandstream polycom gigaset fanvil snom panasonic zoiper
    keyboard london manchester birmingham dublin boston chicago dallas houston toronto sydney`),
  ru: words(`
    весна лето осень зима весной летом осенью зимой январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь
    декабрь понедельник вторник среда четверг пятница суббота воскресенье офис пароль секрет телефон телефония связь номер
    звонок звонки бухгалтерия бухгалтер бухгалтерша зарплата касса кассир склад кладовщик отдел отделы продажи продажа
    закупки закупка снабжение маркетинг менеджер менеджеры директор дирекция секретарь приемная ресепшн администратор
    админ администрация компания фирма контора предприятие завод цех магазин аптека клиника больница школа садик гараж
    логистика доставка водитель диспетчер диспетчерская оператор поддержка охрана охранник сервис сервер сеть интернет
    станция провайдер договор счет оплата деньги прибыль финансы юрист кадры персонал сотрудник сотрудники клиент клиенты
    партнер переговорная кабинет кухня коридор этаж здание главный старший новый сложный простой надежный хороший любимый
    привет здравствуйте спасибо удача счастье любовь солнце солнышко зайка котик кошка собака россия москва питер петербург
    казань самара саратов пермь омск томск тула сочи ростов воронеж волгоград краснодар красноярск новосибирск екатеринбург
    челябинск уфа тюмень иркутск владивосток хабаровск калининград минск астана алматы ташкент спартак зенит динамо
    александр алексей анатолий андрей антон артем борис вадим валентин валерий василий виктор виталий владимир владислав
    вячеслав геннадий георгий григорий денис дмитрий евгений егор иван игорь илья кирилл константин леонид максим матвей
    михаил никита николай олег павел петр роман руслан семен сергей станислав степан тимур федор эдуард юрий ярослав саша
    леша дима миша коля вова женя паша серега толик анна александра алена алина алла анастасия валентина валерия вера
    вероника виктория галина дарья диана евгения екатерина елена елизавета жанна зинаида инна ирина карина кристина ксения
    лариса лидия любовь людмила маргарита марина мария надежда наталья нина оксана ольга полина раиса светлана снежана софия
    тамара татьяна ульяна эльвира юлия яна настя катя лена маша даша оля ира наташа света таня юля аня
    иванов петров сидоров смирнов кузнецов попов васильев соколов михайлов новиков федоров морозов волков алексеев лебедев
    семенов егоров павлов козлов степанов`),
  uk: words(`
    весна літо осінь зима січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
    понеділок вівторок середа четвер пятниця субота неділя офіс пароль секрет телефон телефонія звязок номер дзвінок дзвінки
    бухгалтерія бухгалтер зарплата каса касир склад комірник відділ продажі продаж закупівлі постачання маркетинг менеджер
    директор секретар приймальня адміністратор адмін компанія фірма підприємство завод магазин аптека клініка лікарня школа
    логістика доставка водій диспетчер оператор підтримка охорона сервіс сервер мережа інтернет станція провайдер договір
    рахунок оплата гроші прибуток фінанси юрист кадри персонал співробітник клієнт партнер кабінет кухня поверх будинок
    головний новий складний простий надійний гарний улюблений привіт вітаю дякую удача щастя кохання любов сонце сонечко
    котик зайчик україна київ львів харків одеса дніпро запоріжжя полтава суми черкаси чернігів житомир рівне луцьк
    тернопіль ужгород чернівці вінниця миколаїв херсон динамо шахтар слава
    олександр олексій анатолій андрій антон артем богдан борис вадим валентин валерій василь віктор віталій володимир
    владислав геннадій григорій денис дмитро євген іван ігор ілля кирило костянтин леонід максим микита микола михайло
    назар олег остап павло петро роман руслан семен сергій станіслав степан тарас федір юрій ярослав олександра алла
    анастасія валентина віра вікторія галина дарина діана катерина олена ірина христина ксенія лариса любов людмила
    маргарита марина марія надія наталія ніна оксана ольга поліна світлана софія тамара тетяна уляна юлія яна леся
    шевченко коваленко бондаренко ткаченко кравченко`),
  pl: words(`
    wiosna lato jesień zima styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
    poniedziałek wtorek środa czwartek piątek sobota niedziela biuro hasło sekret telefon telefony telefonia centrala numer
    księgowość księgowa księgowy wypłata pensja kasa magazyn magazynier dział sprzedaż zakupy marketing kierownik menedżer
    dyrektor sekretarka sekretariat recepcja administrator firma spółka zakład sklep apteka szpital szkoła logistyka dostawa
    kierowca dyspozytor operator wsparcie ochrona serwis serwer sieć internet umowa faktura pieniądze finanse prawnik kadry
    pracownik klient gabinet kuchnia piętro budynek główny nowy trudne proste witaj cześć dziękuję szczęście miłość kochanie
    słońce słoneczko misiek kotek polska warszawa kraków łódź wrocław poznań gdańsk szczecin lublin katowice białystok gdynia`),
  de: words(`
    frühling frühjahr sommer herbst winter januar februar märz april mai juni juli august september oktober november dezember
    montag dienstag mittwoch donnerstag freitag samstag sonntag büro kennwort passwort geheim telefon telefone telefonie
    telefonanlage anlage nummer anruf buchhaltung buchhalter gehalt lohn kasse lager lagerist abteilung vertrieb verkauf
    einkauf marketing leiter leitung geschäftsführer geschäftsführung chef direktor sekretariat sekretärin empfang rezeption
    zentrale verwaltung firma unternehmen betrieb werk werkstatt laden apotheke praxis klinik krankenhaus schule logistik
    lieferung fahrer disposition vermittlung support wachdienst kundendienst server netzwerk netz internet vertrag rechnung
    geld finanzen anwalt personal mitarbeiter kunde kunden partner besprechung küche stockwerk gebäude neu schwierig einfach
    sicher willkommen hallo danke glück liebe sonne schatz katze hund deutschland berlin hamburg münchen köln frankfurt
    stuttgart düsseldorf leipzig dresden hannover nürnberg bremen essen dortmund wien zürich bayern`),
  fr: words(`
    printemps été automne hiver janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi
    mardi mercredi jeudi vendredi samedi dimanche bureau secret téléphone téléphonie standard numéro appel appels
    comptabilité comptable salaire paie caisse entrepôt stock magasin service vente ventes achats marketing directeur
    direction gérant patron secrétaire secrétariat accueil réception administration société entreprise usine atelier boutique
    pharmacie clinique hôpital école logistique livraison chauffeur opérateur assistance sécurité gardien serveur réseau
    internet contrat facture argent finances avocat personnel employé client clients réunion cuisine étage bâtiment nouveau
    difficile facile bienvenue bonjour merci bonheur amour soleil chérie chaton france paris lyon marseille toulouse nice
    nantes strasbourg bordeaux lille rennes motdepasse`),
  es: words(`
    primavera verano otoño invierno enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    lunes martes miércoles jueves viernes sábado domingo oficina contraseña clave secreto teléfono telefonía centralita
    número llamada llamadas contabilidad contable nómina sueldo caja almacén bodega departamento ventas compras mercadeo
    gerente gerencia director dirección secretaria recepción administración administrador empresa compañía fábrica taller
    tienda farmacia clínica hospital escuela logística entrega chofer operador soporte seguridad guardia servicio servidor
    red internet contrato factura dinero finanzas abogado personal empleado cliente clientes reunión cocina piso edificio
    nuevo difícil fácil bienvenido hola gracias suerte amor corazón gatito españa madrid barcelona valencia sevilla
    zaragoza málaga bilbao murcia méxico bogotá lima`),
  it: words(`
    primavera estate autunno inverno gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre
    dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica ufficio segreto telefono telefonia centralino numero
    chiamata contabilità ragioniere stipendio cassa magazzino reparto vendite acquisti direttore direzione segretaria
    segreteria accoglienza amministrazione amministratore azienda società ditta fabbrica officina negozio farmacia clinica
    ospedale scuola logistica consegna autista operatore assistenza sicurezza guardia servizio rete contratto fattura soldi
    finanza avvocato personale dipendente cliente clienti riunione cucina piano palazzo nuovo difficile facile benvenuto ciao
    grazie fortuna amore sole gattino italia roma milano napoli torino palermo genova bologna firenze venezia verona
    parola chiave`),
  tr: words(`
    ilkbahar bahar yaz sonbahar güz kış ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık pazartesi
    salı çarşamba perşembe cuma cumartesi pazar ofis büro şifre parola gizli telefon santral numara arama muhasebe muhasebeci
    maaş kasa kasiyer depo departman bölüm satış satınalma pazarlama müdür yönetici yönetim sekreter resepsiyon danışma idare
    şirket firma fabrika atölye dükkan mağaza eczane klinik hastane okul lojistik teslimat sürücü şoför operatör destek
    güvenlik bekçi servis sunucu ağ internet sözleşme fatura para finans avukat personel çalışan müşteri toplantı mutfak bina
    yeni zor kolay hoşgeldin merhaba teşekkür mutluluk şans aşk sevgi güneş kedi köpek türkiye istanbul ankara izmir bursa
    antalya adana konya gaziantep trabzon galatasaray fenerbahçe beşiktaş
    ahmet mehmet mustafa ali hasan hüseyin ibrahim ismail osman murat yusuf ömer emre burak can deniz kemal selim serkan
    volkan fatma ayşe emine hatice zeynep elif meryem özlem sevgi yasemin esra büşra merve derya gülşen ebru
    yılmaz kaya demir çelik şahin yıldız öztürk aydın`),
  pt: words(`
    primavera verão outono inverno janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
    segunda terça quarta quinta sexta sábado domingo escritório senha segredo telefone telefonia central número chamada
    ligação contabilidade contador salário caixa armazém estoque departamento vendas compras gerente gerência diretor
    diretoria direção secretária recepção administração administrador empresa companhia fábrica oficina loja farmácia clínica
    hospital escola logística entrega motorista operador suporte segurança guarda serviço servidor rede contrato fatura
    dinheiro finanças advogado pessoal funcionário cliente clientes reunião cozinha andar prédio novo difícil fácil bemvindo
    olá obrigado sorte amor coração gatinho brasil portugal lisboa porto braga coimbra brasília salvador fortaleza recife
    curitiba saopaulo`),
  cs: words(`
    jaro léto podzim zima leden únor březen duben květen červen červenec srpen září říjen listopad prosinec pondělí úterý
    středa čtvrtek pátek sobota neděle kancelář heslo tajné telefon telefony telefonie ústředna číslo hovor hovory účtárna
    účetní účetnictví mzda plat pokladna sklad skladník oddělení prodej nákup marketing vedoucí vedení ředitel jednatel
    sekretářka sekretariát recepce správce správa firma společnost továrna dílna obchod lékárna klinika nemocnice škola
    logistika dodávka řidič dispečer operátor podpora ostraha služba server síť internet smlouva faktura peníze finance
    právník zaměstnanec zákazník schůzka kuchyně patro budova nový těžké snadné vítejte ahoj děkuji štěstí láska miláček
    slunce sluníčko kočka pejsek tužka propiska sešit
    kniha stůl židle skříň lednice sporák trouba postel koberec lampa zrcadlo okno dveře klíč zámek auto kolo vlak letadlo
    brambora mrkev cibule okurka jahoda malina hruška jablko švestka třešeň pomeranč slunečnice růže tulipán kopretina
    pyramida plachetnice ponorka kladivo pilník šroubovák motýl včela žába ježek veverka medvěd želva tučňák krokodýl drak
    hvězda měsíc obloha bouřka sněhulák vánoce velikonoce narozeniny pivo guláš knedlík česko praha brno ostrava plzeň liberec olomouc pardubice`),
};
