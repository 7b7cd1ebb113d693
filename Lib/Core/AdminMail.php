<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Common\Models\PbxSettings;
use MikoPBX\Core\System\Notifications;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;
use ReflectionMethod;
use ReflectionNamedType;

/**
 * Core's own mail to the administrator, where somebody entered an address: never to the one of the factory.
 */
final class AdminMail
{
    private const SETTING = 'SystemNotificationsEmail';
    /** Of older releases and of examples. */
    private const NOBODYS = ['admin@mycompany.com'];

    private CoreTraits $core;

    public function __construct(CoreTraits $core)
    {
        $this->core = $core;
    }

    /**
     * @param list<string> $lines plain text
     *
     * @return bool false: there is nobody to read it
     */
    public function send(string $subject, array $lines): bool
    {
        if (!$this->hasReader()) {
            return false;
        }
        Notifications::sendAdminNotification(self::subject($subject), array_map('htmlspecialchars', $lines), true);
        return true;
    }

    private function hasReader(): bool
    {
        $address = trim(PbxSettings::getValueByKey(self::SETTING));
        $factory = trim($this->core->settingDefaults()[self::SETTING] ?? '');
        return $address !== '' && $address !== $factory && !in_array(strtolower($address), self::NOBODYS, true);
    }

    /**
     * Since 2026 Core wants a text with its values.
     *
     * @return string|array{messageTpl: string}
     */
    private static function subject(string $subject)
    {
        $type = (new ReflectionMethod(Notifications::class, 'sendAdminNotification'))->getParameters()[0]->getType();
        $wantsValues = $type instanceof ReflectionNamedType && $type->getName() === 'array';
        return $wantsValues ? ['messageTpl' => $subject] : $subject;
    }
}
