/** Who made a phone, by what it says of itself. The User-Agent is text of strangers; the answer is one of ours. */

const MAKERS: readonly (readonly [maker: string, pattern: RegExp])[] = [
  ['Yealink', /^yealink/i],
  ['Grandstream', /^grandstream/i],
  ['Fanvil', /^fanvil/i],
  ['Snom', /^snom/i],
  ['Cisco (SPA)', /^(?:cisco|linksys|sipura)/i],
  ['Poly', /^(?:poly(?:com|edge|\b)|plcm|obihai)/i],
  ['Panasonic', /^panasonic/i],
  ['Gigaset', /gigaset/i],
  ['Htek', /^htek/i],
  ['Escene', /^escene/i],
  ['Flyingvoice', /^flyingvoice/i],
  ['Akuvox', /^akuvox/i],
  ['Avaya', /^avaya/i],
  ['Mitel', /^(?:mitel|aastra)/i],
  ['Linphone', /linphone/i],
  ['Zoiper', /zoiper/i],
  ['MicroSIP', /^microsip/i],
  ['PhonerLite', /^phonerlite/i],
  ['Bria', /^(?:bria|x-lite|counterpath)/i],
  ['Asterisk', /^(?:asterisk|fpbx|mikopbx)/i],
];

/** null: nothing known. Long texts are cut: a maker's name comes first. */
export function makerOf(userAgent: string): string | null {
  const text = userAgent.trim().slice(0, 100);
  return MAKERS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
