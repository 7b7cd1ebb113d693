/** The left menu as Core shows it: address below the cabinet, English, Russian, icon. */

type Words = readonly [en: string, ru: string];
export interface MenuItem {
  readonly path: string;
  readonly words: Words;
  readonly icon: string;
}
export interface MenuGroup {
  readonly words: Words;
  readonly items: readonly MenuItem[];
}

const item = (path: string, en: string, ru: string, icon: string): MenuItem => ({ path, words: [en, ru], icon });
const group = (en: string, ru: string, ...items: readonly MenuItem[]): MenuGroup => ({ words: [en, ru], items });

export const CHECKLIST_PATH = 'module-security-checklist/module-security-checklist/index';
export const SETTINGS_PATH = 'general-settings/modify/';

export const MENU: readonly MenuGroup[] = [
  group(
    'Telephony',
    'Телефония',
    item('extensions/index/', 'Extensions', 'Сотрудники', 'user outline'),
    item('call-queues/index/', 'Call queues', 'Очереди вызовов', 'users'),
    item('ivr-menu/index/', 'IVR menu', 'IVR меню', 'sitemap'),
    item('conference-rooms/index/', 'Conferences', 'Конференции', 'phone volume'),
    item('call-detail-records/index/', 'Call history', 'История вызовов', 'list ul'),
  ),
  group(
    'Routing',
    'Маршрутизация',
    item('providers/index/', 'Telephony providers', 'Провайдеры телефонии', 'server'),
    item('incoming-routes/index/', 'Incoming routes', 'Входящая маршрутизация', 'sign in alternate'),
    item('outbound-routes/index/', 'Outgoing routes', 'Исходящая маршрутизация', 'sign out alternate'),
  ),
  group(
    'Modules',
    'Модули',
    item('pbx-extension-modules/index/', 'Module marketplace', 'Маркетплейс модулей', 'puzzle piece'),
    item('dialplan-applications/index/', 'Dialplan applications', 'Приложения диалплана', 'php'),
  ),
  group(
    'Maintenance',
    'Обслуживание',
    item('update/index/', 'PBX update', 'Обновление АТС', 'sync alternate'),
    item('system-diagnostic/index/', 'System logs', 'Журналы системы', 'stethoscope'),
  ),
  group(
    'Network and Firewall',
    'Сеть и firewall',
    item('network/modify/', 'Network interfaces', 'Сетевые интерфейсы', 'globe'),
    item('firewall/index/', 'Network firewall', 'Сетевой экран', 'shield alternate'),
    item('fail2-ban/index/', 'Intrusion protection', 'Защита от взлома', 'user secret'),
    item(CHECKLIST_PATH, 'Security checklist', 'Чек-лист безопасности', 'tasks'),
  ),
  group(
    'System',
    'Система',
    item(SETTINGS_PATH, 'General settings', 'Общие настройки', 'cogs'),
    item('time-settings/modify/', 'Date and time', 'Дата и время', 'clock'),
    item('mail-settings/modify/', 'Mail and notifications', 'Почта и уведомления', 'envelope outline'),
    item('asterisk-managers/index/', 'AMI access', 'Доступ к AMI', 'asterisk'),
    item('custom-files/index/', 'System file customization', 'Кастомизация системных файлов', 'linux'),
  ),
];
