<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Common\Models\PbxSettings;
use MikoPBX\Core\System\Notifications;
use MikoPBX\Core\System\SystemMessages;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;
use Modules\ModuleSecurityChecklist\Lib\Ports\Mail;
use Modules\ModuleSecurityChecklist\Lib\Watch\PageLinks;

/**
 * Core's own mail to the administrator, where somebody entered an address: never to the one of the factory. Core has a call of its
 * own for that, which tells nobody whether the mail went.
 */
final class AdminMail implements Mail
{
    private const SETTING = 'SystemNotificationsEmail';
    private const IS_ON = 'MailEnableNotifications';
    /** Of older releases and of examples. */
    private const NOBODYS = ['admin@mycompany.com'];
    private const END = '<br>';

    private CoreTraits $core;

    public function __construct(CoreTraits $core)
    {
        $this->core = $core;
    }

    public function hasReader(): bool
    {
        $address = self::address();
        $factory = trim($this->core->settingDefaults()[self::SETTING] ?? '');
        $isSomebodys = $address !== $factory && !in_array(strtolower($address), self::NOBODYS, true);
        return $address !== '' && $isSomebodys && PbxSettings::getValueByKey(self::IS_ON) === '1';
    }

    public function send(string $subject, array $lines): bool
    {
        $about = trim(SystemMessages::getInfoMessage('MikoPBX'));
        $links = array_map([self::class, 'link'], PageLinks::in($about));
        $said = array_map('htmlspecialchars', array_merge([''], explode(PHP_EOL, $about)));
        $text = implode(self::END, array_merge(array_map('htmlspecialchars', $lines), $links, $said));
        return (new Notifications())->sendMail(self::address(), $subject, $text);
    }

    private static function link(string $address): string
    {
        $address = htmlspecialchars($address);
        return "<a href=\"$address\">$address</a>";
    }

    private static function address(): string
    {
        return trim(PbxSettings::getValueByKey(self::SETTING));
    }
}
