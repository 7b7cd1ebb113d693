/** A link from a step to its item in the list below. */
import type { Result } from '../../../checklist/report/types.ts';
import { usePage } from '../context.ts';

interface ToRowProps {
  readonly result: Result;
  readonly onShow: (check: string) => void;
}

export function ToRow({ result, onShow }: ToRowProps) {
  const { speak } = usePage();
  return (
    <a
      href={`#open=${result.id}`}
      onClick={(event) => {
        event.preventDefault();
        onShow(result.id);
      }}
    >
      {speak(result.todo)}
    </a>
  );
}
