/** A password that nobody guesses, made where it is shown: the person who asks for it has to have it before it counts. */

/** Without those that are mistaken for others (0 O 1 l I), and without what releases cannot store. */
const CHARACTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz#%+-=?@_';
const LENGTH = 20;

/** `fill` fills with random bytes. `fits`: thrown away and made anew until one does, so that each that does is as likely. */
export function madePassword(
  fill: (bytes: Uint8Array<ArrayBuffer>) => unknown,
  fits: (password: string) => boolean,
): string {
  for (;;) {
    let password = '';
    while (password.length < LENGTH) {
      const bytes = new Uint8Array(LENGTH);
      fill(bytes);
      // A byte beyond the last whole round would make the first characters likelier.
      for (const byte of bytes) {
        if (byte < LAST && password.length < LENGTH) password += CHARACTERS.charAt(byte % CHARACTERS.length);
      }
    }
    if (fits(password)) return password;
  }
}

const LAST = 256 - (256 % CHARACTERS.length);
