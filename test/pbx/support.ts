/** A client for tests: quick to give up, nothing to wait for. */
import { parseAddress } from '../../sites/pbx/address.ts';
import { withKey, type Auth } from '../../sites/pbx/auth.ts';
import { createClient, type Client, type ClientOptions } from '../../sites/pbx/client.ts';
import { nodePort } from '../../sites/pbx/node.ts';
import { unpaced } from '../../sites/pbx/pace.ts';
import type { Facts, PartName } from '../../sites/checklist/facts/types.ts';
import { readFacts, type FactsSource, type ReadOptions } from '../../sites/pbx/read.ts';

export const KEY = 'Test-Key-4f1c9a77';

export function clientOf(url: string, auth: Auth = withKey(KEY), options: Partial<ClientOptions> = {}): Client {
  const address = parseAddress(url);
  if (typeof address === 'string') throw new Error(address);
  return createClient({
    address,
    auth,
    fetch: nodePort().fetch,
    timeout: 2000,
    backOff: 1,
    paced: unpaced,
    ...options,
  });
}

/** The facts of a source that has some. */
export async function factsOf(source: FactsSource, options: ReadOptions = {}): Promise<Facts> {
  const answer = await readFacts(source, options);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

/** The data of a part, or the reason as text, so that one comparison shows both. */
export function dataOf(facts: Facts, name: PartName): unknown {
  const part = facts.parts[name];
  return part.state === 'known' ? part.data : part.reason;
}
