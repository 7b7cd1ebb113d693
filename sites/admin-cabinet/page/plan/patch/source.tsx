/** Where the script comes from. */
import { useState } from 'preact/hooks';
import { say } from '../../../../checklist/message.ts';
import type { PatchSource } from '../../../../pbx/patch-api.ts';
import { usePage } from '../../context.ts';
import { Button, DialogFoot } from '../../parts.tsx';

const VENDOR = 'https://files.miko.ru/s/DPZcM2vywc2BTOZ/download';
const MOST_BYTES = 2_097_152;
const WAYS = ['vendor', 'file', 'address'] as const;
type Way = (typeof WAYS)[number];

export function Source({ onFetch }: { readonly onFetch: (source: PatchSource) => void }) {
  const { speak } = usePage();
  const [way, setWay] = useState<Way>('vendor');
  const [address, setAddress] = useState('https://');
  const [file, setFile] = useState<File | null>(null);
  const isTooLarge = file !== null && file.size > MOST_BYTES;
  const isReady =
    way === 'vendor' || (way === 'address' ? address.length > 'https://'.length : file !== null && !isTooLarge);
  const send = async () => {
    if (way === 'vendor') onFetch({ from: 'vendor' });
    else if (way === 'address') onFetch({ from: 'address', address: address.trim() });
    else if (file !== null) onFetch({ from: 'file', text: await file.text() });
  };
  return (
    <form
      class="ui form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset class="field mscl-choices">
        <legend>{speak(say('page.patch.source'))}</legend>
        {WAYS.map((one) => (
          <label key={one}>
            <input type="radio" name="patch-source" checked={way === one} onChange={() => setWay(one)} />{' '}
            <span>
              {speak(say(`page.patch.source.${one}`))}{' '}
              {one === 'vendor' && <small class="mscl-patch-hash">{VENDOR}</small>}
            </span>
          </label>
        ))}
      </fieldset>
      {way === 'file' && (
        <label class="field">
          <span>{speak(say('page.patch.file', { address: VENDOR }))}</span>
          <input type="file" onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} />
        </label>
      )}
      {isTooLarge && <p role="alert">{speak(say('page.patch.trouble.too-large'))}</p>}
      {way === 'address' && (
        <label class="field">
          <span>{speak(say('page.patch.address'))}</span>
          <input
            type="url"
            autocomplete="off"
            spellcheck={false}
            maxLength={500}
            value={address}
            onInput={(event) => setAddress(event.currentTarget.value)}
          />
        </label>
      )}
      <DialogFoot before={<p class="mscl-hint">{speak(say('page.patch.fetch.what'))}</p>}>
        <Button kind="primary" icon="download" says={say('page.patch.fetch')} disabled={!isReady} />
      </DialogFoot>
    </form>
  );
}
