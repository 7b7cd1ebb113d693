import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { featuresOf } from '../sites/checklist/secrets/features.ts';
import { judgeFeatures } from '../sites/checklist/secrets/judge.ts';
import { dictionaryOf } from '../sites/checklist/secrets/dictionary.ts';
import { strengthOf } from '../sites/checklist/secrets/strength.ts';
import { pointsOf } from '../sites/checklist/secrets/text.ts';
test('draft', async () => {
  const { cases, dictionary } = await import('/tmp/vec/cases.mjs');
  const d = dictionaryOf(dictionary);
  const out: unknown[] = []; let bad = 0; let log='';
  for (const [why, secret, about, shared, want] of cases) {
    const features: any = featuresOf(secret, about, d, shared);
    const judged = judgeFeatures(features);
    const s = strengthOf(pointsOf(secret), d);
    const got: any = { ...features, class: judged.class };
    const wrong = Object.keys(want).filter((k) => JSON.stringify(want[k]) !== JSON.stringify(got[k]));
    const line = `${secret.slice(0,40)} | ${Math.round(s.millibits/1000)} ${s.patterned.toFixed(2)} | ${features.length} -${features.missing} ${features.dictionary?'DICT':''} ${features.digitsOnly?'DIG':''} [${features.contains}] sh${features.shared} ${features.strong?'STRONG':''} ${features.generated?'GEN':''} => ${judged.class}`;
    log += (wrong.length ? `!!! ${why}: ${wrong.map((k)=>k+' want '+JSON.stringify(want[k])).join('; ')}\n      ` : '    ') + line + '\n';
    bad += wrong.length ? 1 : 0;
    out.push({ why, secret, about, shared, features, class: judged.class });
  }
  writeFileSync('/tmp/vec/log.txt', log);
  writeFileSync('/tmp/vec/out.json', JSON.stringify({ dictionary, cases: out }));
  console.log(cases.length, 'cases', bad, 'bad');
});
