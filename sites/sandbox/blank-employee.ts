import type { Employee } from './pbx.ts';

/** What an employee is before anything is said about it. */
export const blankEmployee: Employee = {
  id: 0,
  number: '',
  name: '',
  email: '',
  avatar: '',
  mobile: '',
  mobileDialstring: '',
  secret: { value: '', features: null },
  disabled: false,
  transport: 'udp',
  dtmfmode: 'auto',
  manualAttributes: '',
  recording: true,
  filterId: null,
  ringLength: 45,
  forwarding: '',
  forwardingOnBusy: '',
  forwardingOnUnavailable: '',
  authUsername: null,
  secretOverridden: false,
  demo: false,
};
