/** What the PBX says of a password that somebody wants to have, while it is typed (docs/module-api.md). */
import { shape, type Shape } from '../checklist/facts/shape.ts';
import type { SecretFeatures } from '../checklist/facts/types.ts';
import type { Answer } from './errors.ts';
import type { AskedBy, ModuleCalls } from './module-calls.ts';

/** `fits`: the plan that sets it would not be refused for it. */
export interface JudgedByPbx {
  readonly fits: boolean;
  readonly features: SecretFeatures;
}

export const judgeOnPbx = (
  calls: ModuleCalls,
  which: 'web' | 'ssh',
  password: string,
  asked?: AskedBy,
): Promise<Answer<JudgedByPbx>> => calls.write('passwords/judge', { which, password }, JUDGED, asked);

const TRUTH = { type: 'boolean' } as const;
const TEXTS = { type: 'array', items: { type: 'string' } } as const;
const JUDGED: Shape<JudgedByPbx> = shape({
  type: 'object',
  required: ['fits', 'features'],
  properties: {
    fits: TRUTH,
    features: {
      type: 'object',
      required: ['length', 'missing', 'dictionary', 'digitsOnly', 'contains', 'shared', 'strong'],
      properties: {
        length: { enum: ['empty', 'lt8', '8-11', '12+'] },
        missing: TEXTS,
        dictionary: TRUTH,
        digitsOnly: TRUTH,
        contains: TEXTS,
        shared: { type: 'integer' },
        strong: TRUTH,
      },
    },
  },
});
