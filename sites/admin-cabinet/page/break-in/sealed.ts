/** Whether the PBX lets one person in alone, as its kernel says: read again and again, as that may end at any time. */
import { useEffect, useState } from 'preact/hooks';
import { createIsolationApi } from '../../../pbx/isolation-api.ts';
import { usePage } from '../context.ts';

/** So often, in ms. */
const EVERY = 5000;

/** While nobody can tell: no. */
export function useSealed(): boolean {
  const { store } = usePage();
  const [isSealed, setSealed] = useState(false);
  useEffect(() => {
    const api = createIsolationApi(store.calls);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const look = async () => {
      const answer = await api.now();
      if (isGone) return;
      const isolated = answer.ok ? answer.value.isolated : null;
      setSealed(isolated !== null && isolated.v4 !== null && isolated.v6 !== null);
      timer = setTimeout(() => void look(), EVERY);
    };
    void look();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [store]);
  return isSealed;
}
