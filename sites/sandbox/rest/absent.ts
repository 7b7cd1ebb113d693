/** Resources whose routes exist while the list behind them does not. Installed modules cannot be listed over REST. */
import { action, missing, type Reply, type Resource } from './resource.ts';

const offline = (): Reply => ({
  result: false,
  messages: ['cURL error 6: Could not resolve host: releases.mikopbx.com'],
});

export const modules: Resource = {
  name: 'modules',
  ids: /^[A-Za-z][A-Za-z0-9]*$/,
  collection: { GET: missing('getList', 'ModulesManagementProcessor') },
  custom: {
    getDefault: { GET: missing('getDefault', 'ModulesManagementProcessor') },
    getAvailableModules: {
      GET: action('getAvailableModules', 'Modules\\GetAvailableModulesAction::getAvailableModulesOnline', offline),
    },
  },
};
export const users: Resource = {
  name: 'users',
  ids: /^[0-9]+$/,
  collection: { GET: missing('getList', 'UsersManagementProcessor') },
};
