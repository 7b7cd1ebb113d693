/** A password of extension 201, judged with the dictionary that ships. */
import table from '../../sites/checklist/data/dictionary.generated.json';
import { openDictionary } from '../../sites/checklist/secrets/dictionary.ts';
import { featuresOf } from '../../sites/checklist/secrets/features.ts';
import { judgeFeatures, type JudgedSecret } from '../../sites/checklist/secrets/judge.ts';

const dictionary = openDictionary(table);

export const judgedByDictionary = (secret: string): JudgedSecret =>
  judgeFeatures(featuresOf(secret, { number: '201' }, dictionary, 0));
