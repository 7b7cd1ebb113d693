/**
 * Passwords that people make and attackers try, of everyday words that the dictionary's own lists of office words do not
 * hold: eleven languages, both keyboards, both scripts, hardware addresses. Made by templates, so that there are hundreds of
 * each kind, always the same.
 */
import letters from '../../sites/checklist/data/letters.json';

export const EVERYDAY: Readonly<Record<string, readonly string[]>> = {
  ru: words(`библиотека самолет ракета карандаш велосипед чемодан холодильник апельсин крокодил одуванчик молоток картошка
    автобус гитара шоколад пирамида черепаха фонарь кораблик барабан медведь снегопад подсолнух паровоз бабочка земляника
    радуга космонавт дракон ромашка`),
  uk: words(`бібліотека літак ракета олівець велосипед валіза холодильник апельсин крокодил кульбаба молоток картопля автобус
    гітара шоколад черепаха ліхтар кораблик барабан ведмідь соняшник метелик суниця веселка космонавт дракон ромашка
    пиріжок вишиванка горобець`),
  en: words(`library airplane rocket pencil bicycle suitcase fridge orange crocodile dandelion hammer potato guitar chocolate
    pyramid turtle lantern sailboat drummer butterfly rainbow astronaut dragon sunflower strawberry mountain penguin
    blueberry fireplace waterfall`),
  de: words(`bibliothek flugzeug rakete bleistift fahrrad koffer kühlschrank orange krokodil tulpe hammer kartoffel gitarre
    schokolade pyramide schildkröte laterne fenster trommel schmetterling regenbogen astronaut drache kirche kaninchen
    gebirge pinguin straße schlüssel mädchen`),
  fr: words(`bibliothèque avion fusée crayon vélo valise frigo orange crocodile marteau patate guitare chocolat pyramide tortue
    lanterne voilier tambour papillon étoile astronaute dragon oiseau fraise montagne pingouin château forêt rivière
    fenêtre`),
  es: words(`biblioteca avión cohete lápiz bicicleta maleta nevera naranja cocodrilo martillo patata guitarra chocolate pirámide
    tortuga linterna velero tambor mariposa estrella astronauta dragón girasol fresa montaña pingüino castillo bosque ventana
    niño`),
  it: words(`biblioteca aereo razzo matita bicicletta valigia frigorifero arancia coccodrillo martello patata chitarra
    cioccolato piramide tartaruga lanterna barca tamburo farfalla stella astronauta drago girasole fragola montagna pinguino
    castello foresta finestra bambino`),
  pt: words(`biblioteca avião foguete lápis bicicleta mala geladeira laranja crocodilo martelo batata guitarra chocolate
    pirâmide tartaruga lanterna barco tambor borboleta estrela astronauta dragão girassol morango montanha pinguim castelo
    floresta janela criança`),
  pl: words(`biblioteka samolot rakieta ołówek rower walizka lodówka pomarańcza krokodyl młotek ziemniak gitara czekolada
    piramida kamień latarnia żaglówka bęben motyl gwiazda astronauta wieloryb słonecznik truskawka jezioro pingwin zamek księżyc okno
    dziecko`),
  cs: words(`knihovna letadlo raketa tužka batoh lednice pomeranč krokodýl kladivo brambora kytara čokoláda pyramida želva
    lucerna plachetnice buben motýl hvězda astronaut holub slunečnice jahoda rybník tučňák zámek měsíc zahrada dítě kolečko`),
  tr: words(`kütüphane uçak roket kalem bisiklet bavul bilgisayar portakal timsah çekiç patates gitar çikolata piramit
    kaplumbağa fener tekne davul kelebek yıldız astronot ejderha karanfil çilek deniz penguen kule orman pencere çocuk`),
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

const capital = (word: string) => word.charAt(0).toLocaleUpperCase() + word.slice(1);
const withoutAccents = (word: string) =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøıß]/g, (letter) => ({ ł: 'l', ø: 'o', ı: 'i', ß: 'ss' })[letter] ?? letter);

/** Every way to write one word with what a rule for passwords asks for. */
const TEMPLATES: readonly ((word: string, other: string, n: number) => string)[] = [
  (word, _, n) => `${capital(word)}${2015 + (n % 12)}!`,
  (word, _, n) => `${capital(word)}-${1960 + (n % 50)}#`,
  (word, _, n) => `${word}${2015 + (n % 12)}${capital(word)}!`,
  (word, other) => `${capital(word)}!${capital(other)}123`,
  (word, other, n) => `${capital(word)}#${String(n % 100).padStart(2, '0')}${capital(other)}`,
  (word, other, n) => `${capital(word)}${capital(other)}${2015 + (n % 12)}!`,
  (word, other, n) => `${capital(word)}_${capital(other)}_${n % 100}`,
  (word, other) => `${word.toLocaleUpperCase()}.${other}@12`,
  (word, _, n) => `!${n % 10}${capital(word)}12345`,
];

const filled = (list: readonly string[]): readonly string[] =>
  list.flatMap((word, n) => TEMPLATES.map((write) => write(word, list[(n + 7) % list.length] ?? word, n)));

const LAYOUT: Readonly<Record<string, string>> = letters.layout;
const SHIFT: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(letters.shifted).map(([shifted, plain]) => [plain, shifted]),
);
const OTHER_WAY: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(LAYOUT).map(([cyrillic, key]) => [key, cyrillic]),
);

/** What comes of typing on the keyboard that is not meant. */
const onKeys = (table: Readonly<Record<string, string>>) => (secret: string) =>
  Array.from(secret, (letter) => {
    const small = letter.toLowerCase();
    const key = table[small];
    if (key === undefined) return letter;
    return letter === small ? key : (SHIFT[key] ?? key.toUpperCase());
  }).join('');

/** As most people spell it who have no Cyrillic keys. */
const inLatin = (secret: string) =>
  Array.from(secret, (letter) => {
    const small = letter.toLowerCase();
    const tables: readonly Readonly<Record<string, string>>[] = letters.cyrillic;
    const latin = tables[0]?.[small] ?? letter;
    return letter === small ? latin : capital(latin);
  }).join('');

const MAKERS = ['001565', '805ec0', '000b82', 'c074ad', '000413', '0004f2', '64167f', '0c383e', '7c2f80', '00908f'];

function addresses(): readonly string[] {
  return MAKERS.flatMap((maker, n) => {
    const mac = `${maker}${((n + 3) * 1_234_577).toString(16).padStart(6, '0').slice(-6)}`;
    const pairs = mac.match(/../g) ?? [];
    const fours = mac.match(/.{4}/g) ?? [];
    const spelled = [
      ...[':', '-', '.', '_', ' '].map((sign) => pairs.join(sign)),
      ...[fours.join('.'), fours.join('-'), `${mac.slice(0, 6)}-${mac.slice(6)}`, mac],
    ];
    return spelled.flatMap((one) => [one, one.toUpperCase(), `Sip${one}!`, `${one.toUpperCase()}#1`, `Tel-${one}`]);
  });
}

/** All of them, by kind. */
export function guessable(): Readonly<Record<string, readonly string[]>> {
  const cyrillic = ['ru', 'uk'] as const;
  const byKeys = cyrillic.map((name) => [
    `${name} on the English keyboard`,
    filled(EVERYDAY[name] ?? []).map(onKeys(LAYOUT)),
  ]);
  const latin = cyrillic.map((name) => [`${name} in Latin letters`, filled(EVERYDAY[name] ?? []).map(inLatin)]);
  const plain = Object.entries(EVERYDAY).map(([name, list]) => [name, filled(list)]);
  const bare = Object.entries(EVERYDAY)
    .filter(([name]) => !cyrillic.some((one) => one === name) && name !== 'en')
    .map(([name, list]) => [`${name} without accents`, filled(list.map(withoutAccents))]);
  return Object.fromEntries([
    ...plain,
    ...bare,
    ...byKeys,
    ...latin,
    ['English on the Russian keyboard', filled(EVERYDAY['en'] ?? []).map(onKeys(OTHER_WAY))],
    ['hardware addresses', addresses()],
  ]) as Readonly<Record<string, readonly string[]>>;
}
