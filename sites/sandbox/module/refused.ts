/** The errors of the module's API (docs/module-api.md), as Lib/Api/Refused.php has them. */

export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  /** For the text. */
  readonly values: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: string,
    values: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.status = status;
    this.code = code;
    this.values = values;
    this.headers = headers;
  }
}

export const invalid = (field: string) => new Refused(422, 'invalid', { field });
/** A field that the contract does not have: its name is the asker's and is not repeated. */
export const unknownField = () => new Refused(422, 'invalid');
export const malformed = () => new Refused(400, 'not-json');

/** Text of a refusal in a language; the sandbox has no words of its own. */
export type Says = (code: string, values: Readonly<Record<string, string>>, language: string) => string;
export const saysTheCode: Says = (code) => code;
