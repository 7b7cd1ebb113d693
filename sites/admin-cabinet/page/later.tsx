/** Parts of the page that are loaded when they are asked for, with the words that they say. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../../checklist/message.ts';
import { usePage } from './context.ts';
import { Button, Icon } from './parts.tsx';

export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let Loaded: ComponentType<P> | null = null;
  return function Later(props: P) {
    const { speak, moreWords } = usePage();
    const [state, setState] = useState<'loading' | 'loaded' | 'failed'>('loading');
    useEffect(() => {
      if (Loaded !== null) return;
      let isGone = false;
      const show = (next: 'loaded' | 'failed') => {
        if (!isGone) setState(next);
      };
      Promise.all([load(), moreWords()]).then(
        ([component]) => {
          Loaded = component;
          show('loaded');
        },
        () => show('failed'),
      );
      return () => {
        isGone = true;
      };
    }, []);
    if (Loaded !== null) return <Loaded {...props} />;
    if (state === 'failed') return <NotLoaded />;
    return (
      <p class="mscl-later" role="status">
        <Icon name="hourglass half" /> {speak(say('page.load.part'))}
      </p>
    );
  };
}

/** The way on is the whole page anew: the module may have been upgraded, and its files have other names. */
export function NotLoaded() {
  const { speak } = usePage();
  return (
    <div class="ui warning message mscl-screen" role="alert">
      <p>{speak(say('page.load.part-failed'))}</p>
      <Button icon="sync" says={say('page.trouble.way.reload')} onClick={() => window.location.reload()} />
    </div>
  );
}
