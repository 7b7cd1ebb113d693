/** The facts, for whoever asks for them, and with what else the marks beside settings need. */
import { digestOf } from '../../checklist/facts/digest.ts';
import type { PartName } from '../../checklist/facts/types.ts';
import { askedParts, dailyDigestOf, etagOf, factsOf, messageOf } from '../facts/envelope.ts';
import type { Answer } from '../http/answer.ts';
import type { Incoming } from '../http/incoming.ts';
import { tagged } from './answer.ts';
import type { Asked } from './api.ts';
import { invalid } from './refused.ts';

export function showFacts({ pbx, request, address, now }: Asked): Answer {
  const names = namesIn(request);
  const read = factsOf(pbx, address, now, names);
  return tagged(request, etagOf(read, names), messageOf(read, names));
}

/** The clock does not move its tag. */
export function showFlags({ pbx, caller, request, address, now }: Asked): Answer {
  const { flagsOff, lastJudged } = pbx.module;
  if (caller.kind === 'person' && flagsOff.includes(caller.login)) {
    return tagged(request, tagOf(['off']), { on: false, facts: null, lastJudged: null });
  }
  if ((request.query['parts'] ?? '') === '') {
    return tagged(request, tagOf(['on', null, lastJudged]), { on: true, facts: null, lastJudged });
  }
  const names = namesIn(request);
  const read = factsOf(pbx, address, now, names);
  const etag = tagOf(['on', dailyDigestOf(read, names), lastJudged]);
  return tagged(request, etag, { on: true, facts: messageOf(read, names), lastJudged });
}

const tagOf = (signs: readonly unknown[]) => `"${digestOf(signs)}"`;

function namesIn(request: Incoming): readonly PartName[] {
  const asked = request.query['parts'] ?? '';
  const names = typeof asked === 'string' ? askedParts(asked) : null;
  if (names === null) throw invalid('parts');
  return names;
}
