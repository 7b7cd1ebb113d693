/** `employees`: list without secrets, record with them. A save judges the whole record, whichever field it changes. */
import { blankEmployee } from '../blank-employee.ts';
import type { Employee, Pbx } from '../pbx.ts';
import { portOf } from '../settings.ts';
import { judgePassword } from './password-rule.ts';
import { filterRepresent } from './represent.ts';
import { action, done, refused, type Call, type Handler, type Reply, type Resource } from './resource.ts';
import { entry, filterIdOf, flagOf, numberOf, storedText, textOf, type Data } from './values.ts';

const NO_PICTURE = '/admin-cabinet/assets/img/unknownPerson.jpg';
const TRANSPORTS = ['udp', 'tcp', 'tls', 'udp,tcp'];

const find = (pbx: Pbx, id: string) => pbx.employees.find((employee) => String(employee.id) === id);

/** A destination shows as the person it belongs to. */
function numberRepresent(pbx: Pbx, number: string): string {
  const owner = pbx.employees.find((employee) => employee.number === number || employee.mobile === number);
  if (number === '' || owner === undefined) return '';
  const mobile = owner.mobile === number ? '<i class="top right corner alternate mobile icon"></i>' : '';
  return `<i class="icons"><i class="user outline icon"></i>${mobile}</i> ${owner.name} <${number}>`;
}

const recordOf = (pbx: Pbx, employee: Employee) => ({
  id: String(employee.id),
  user_username: employee.name,
  user_email: employee.email,
  user_avatar: employee.avatar === '' ? NO_PICTURE : employee.avatar,
  number: employee.number,
  extensions_length: portOf(pbx, 'PBXInternalExtensionLength'),
  sip_secret: employee.secret.value,
  sip_enableRecording: employee.recording,
  sip_dtmfmode: employee.dtmfmode,
  sip_transport: employee.transport,
  sip_manualattributes: employee.manualAttributes,
  fwd_ringlength: employee.ringLength,
  mobile_number: employee.mobile,
  mobile_dialstring: employee.mobileDialstring,
  sip_networkfilterid: employee.filterId ?? 'none',
  sip_networkfilterid_represent: filterRepresent(pbx, employee.filterId),
  fwd_forwarding: employee.forwarding,
  fwd_forwarding_represent: numberRepresent(pbx, employee.forwarding),
  fwd_forwardingonbusy: employee.forwardingOnBusy,
  fwd_forwardingonbusy_represent: numberRepresent(pbx, employee.forwardingOnBusy),
  fwd_forwardingonunavailable: employee.forwardingOnUnavailable,
  fwd_forwardingonunavailable_represent: numberRepresent(pbx, employee.forwardingOnUnavailable),
});

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const ORDERS: Readonly<Record<string, (a: Employee, b: Employee) => number>> = {
  username: (a, b) => compare(a.name, b.name),
  number: (a, b) => Number(a.number) - Number(b.number),
  mobile: (a, b) => Number(a.mobile) - Number(b.mobile),
  email: (a, b) => compare(a.email, b.email),
};

/** `id:`, `email:`, `number:`, `mobile:`, or any part of name, number and mobile. */
function matcher(phrase: string): (employee: Employee) => boolean {
  const [, field = '', wanted = ''] = /^(id|email|number|mobile):(.*)$/.exec(phrase) ?? [];
  switch (field) {
    case 'id':
      return ({ id }) => String(id) === wanted;
    case 'email':
      return ({ email }) => email.toLowerCase().includes(wanted);
    case 'number':
      return ({ number }) => number === wanted;
    case 'mobile':
      return ({ mobileDialstring }) => mobileDialstring.includes(wanted.replace(/\D/g, ''));
    default:
      return ({ name, number, mobile }) => `${name} ${number} ${mobile}`.toLowerCase().includes(phrase);
  }
}

const list: Handler = (pbx, { data }) => {
  const phrase = (textOf(data, 'search') ?? '').toLowerCase();
  const order = entry(ORDERS, textOf(data, 'order_by') ?? 'username') ?? compareByName;
  const direction = textOf(data, 'order_direction')?.toUpperCase() === 'DESC' ? -1 : 1;
  const found = [...(phrase === '' ? pbx.employees : pbx.employees.filter(matcher(phrase)))].sort(
    (a, b) => direction * order(a, b),
  );
  const paged = numberOf(data, 'limit') !== undefined || numberOf(data, 'offset') !== undefined;
  const offset = Math.max(0, numberOf(data, 'offset') ?? 0);
  const limit = Math.min(1000, Math.max(1, numberOf(data, 'limit') ?? 20));
  return done({
    data: (paged ? found.slice(offset, offset + limit) : found).map((employee) => ({
      id: employee.id,
      number: employee.number,
      user_username: employee.name,
      user_email: employee.email,
      mobile: employee.mobile,
      avatar: employee.avatar === '' ? NO_PICTURE : employee.avatar,
      disabled: employee.disabled,
    })),
    recordsTotal: found.length,
    recordsFiltered: found.length,
  });
};
const compareByName = (a: Employee, b: Employee) => compare(a.name, b.name);

const record: Handler = (pbx, { id }) => {
  const employee = find(pbx, id);
  return employee === undefined ? refused([`Employee with user_id ${id} not found`]) : done(recordOf(pbx, employee));
};

/** Five characters, Core's rule, and no other employee with this number. */
function errorsOf(pbx: Pbx, employee: Employee): readonly string[] {
  const twice = pbx.employees.some(({ id, number }) => id !== employee.id && number === employee.number);
  const judged = judgePassword(employee.secret.value, 'sip', { minLength: 5 });
  return [
    ...(twice ? ['This number is already used'] : []),
    ...judged.messages.map((message) =>
      message.includes('too short') ? 'SIP password must be longer than 4 characters' : message,
    ),
  ];
}

const optional = <Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> => {
  const changes: Partial<Record<Key, Value>> = {};
  if (value !== undefined) changes[key] = value;
  return changes;
};

function merged(employee: Employee, data: Data): Employee {
  const secret = textOf(data, 'sip_secret');
  const name = textOf(data, 'user_username');
  return {
    ...employee,
    ...optional('name', name === undefined ? undefined : storedText(name)),
    ...optional('number', textOf(data, 'number')),
    ...optional('email', textOf(data, 'user_email')),
    ...optional('mobile', textOf(data, 'mobile_number')),
    ...optional('mobileDialstring', textOf(data, 'mobile_dialstring')),
    ...optional('transport', textOf(data, 'sip_transport')),
    ...optional('dtmfmode', textOf(data, 'sip_dtmfmode')),
    ...optional('manualAttributes', textOf(data, 'sip_manualattributes')),
    ...optional('recording', flagOf(data, 'sip_enableRecording')),
    ...optional('filterId', filterIdOf(data, 'sip_networkfilterid')),
    ...optional('ringLength', numberOf(data, 'fwd_ringlength')),
    ...optional('forwarding', textOf(data, 'fwd_forwarding')),
    ...optional('forwardingOnBusy', textOf(data, 'fwd_forwardingonbusy')),
    ...optional('forwardingOnUnavailable', textOf(data, 'fwd_forwardingonunavailable')),
    ...(secret === undefined || secret === '' || secret === employee.secret.value
      ? {}
      : { secret: { value: secret, features: null } }),
  };
}

function create(pbx: Pbx, { data }: Call): Reply {
  const employee = { ...merged(blankEmployee, data), id: pbx.lastIds.employee + 1 };
  const empty = {
    ...(employee.name === '' ? { user_username: 'ex_ValidateUsernameEmpty' } : {}),
    ...(employee.number === '' ? { number: 'ex_ValidateNumberIsEmpty' } : {}),
    ...(employee.secret.value === '' ? { sip_secret: 'ex_ValidateSecretEmpty' } : {}),
  };
  if (Object.keys(empty).length > 0) return refused(empty);
  const wrong = wrongFields(pbx, employee);
  if (wrong !== null) return wrong;
  const next = {
    ...pbx,
    employees: [...pbx.employees, employee],
    lastIds: { ...pbx.lastIds, employee: employee.id },
  };
  return done(recordOf(next, employee), { pbx: next, httpCode: 201, reload: `extensions/modify/${employee.id}` });
}

function wrongFields(pbx: Pbx, employee: Employee): Reply | null {
  if (!TRANSPORTS.includes(employee.transport)) {
    return refused([`Field 'sip_transport' must be one of: ${TRANSPORTS.join(', ')}`], 422);
  }
  const errors = errorsOf(pbx, employee);
  return errors.length > 0 ? refused(errors, 422) : null;
}

const update =
  (operation: 'patch' | 'update'): Handler =>
  (pbx, { id, data }) => {
    const existing = find(pbx, id);
    if (existing === undefined) {
      return { ...refused([`Employee not found for ${operation} operation (ID: ${id})`], 404), processor: '' };
    }
    const employee = merged(existing, data);
    const wrong = wrongFields(pbx, employee);
    if (wrong !== null) return wrong;
    const next = { ...pbx, employees: pbx.employees.map((old) => (old === existing ? employee : old)) };
    return done(recordOf(next, employee), { pbx: next, httpCode: 200 });
  };

const remove: Handler = (pbx, { id }) =>
  find(pbx, id) === undefined
    ? refused([`Employee not found (ID: ${id})`])
    : done(
        { deleted_id: id },
        { pbx: { ...pbx, employees: pbx.employees.filter((employee) => String(employee.id) !== id) } },
      );

const SAVE = 'Employees\\SaveRecordAction::main';
export const employees: Resource = {
  name: 'employees',
  ids: /^[0-9]+$/,
  collection: {
    GET: action('getList', 'Employees\\GetListAction::main', list),
    POST: action('create', SAVE, create),
  },
  record: {
    GET: action('getRecord', 'Employees\\GetRecordAction::main', record),
    PUT: action('update', SAVE, update('update')),
    PATCH: action('patch', SAVE, update('patch')),
    DELETE: action('delete', 'Employees\\DeleteRecordAction::main', remove),
  },
};
