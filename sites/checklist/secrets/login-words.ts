/**
 * Words around a PBX that are tried as, or behind, login names. In Latin letters: Cyrillic ones are found by how they are
 * written in these, or typed on the other keyboard.
 */
const WORDS = `
  sip pjsip iax voip ip tel tele phone phones telefon telefono telephone telephony telefonia telefoniya handy mobile mobil
  softphone webphone webrtc call calls callcenter line lines number num nomer ext exten extension trunk trunks gate gateway
  shlyuz pbx ippbx sippbx ats cloud virtual server serv srv host node box system sys sistema asterisk freepbx issabel
  elastix trixbox fusionpbx freeswitch askozia miko mikopbx pabx central centrala centrale centralita ustredna santral
  user users usr polzovatel korisnik utente usuario benutzer uzytkownik uzivatel kullanici utilisateur abonent subscriber
  client klient kunde peer account acc agent operator dispatcher dispetcher sotrudnik employee staff worker manager menedzher
  admin administrator adm root super support service servis help helpdesk info sale sales boss chef director direktor
  secretary sekretar reception recepcja office ofis buro buero bureau biuro kancelar oficina ufficio escritorio home dom work
  company firma firm kompaniya corp org group local lan wan vpn net internet web
  test tests tester testing demo example sample temp tmp new old my dev prod default guest public
  auth login log name username pass passwd password parol pin key secret secure security
  yealink grandstream snom polycom cisco fanvil gigaset panasonic zoiper linphone microsip
  one two first second
`;

export const LOGIN_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
