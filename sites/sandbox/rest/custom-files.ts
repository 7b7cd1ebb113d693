/** `custom-files`: configuration of Core that may be overridden by hand. */
import { action, done, type Handler, type Resource } from './resource.ts';

const list: Handler = (pbx) =>
  done(
    pbx.customFiles.map(({ id, filepath, mode, description }) => ({ id, filepath, mode, description, changed: '0' })),
  );

export const customFiles: Resource = {
  name: 'custom-files',
  ids: /^[0-9]+$/,
  collection: { GET: action('getList', 'CustomFiles\\GetListAction::main', list) },
};
