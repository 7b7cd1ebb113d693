/** Half a character (a surrogate without its other half), of which no address can be made. */
const HALF = /\p{Surrogate}/gu;

/** As a piece of an address. Text of strangers may be cut anywhere: what is no character is left out. Never throws. */
export const encoded = (text: string): string => encodeURIComponent(text.replace(HALF, ''));
