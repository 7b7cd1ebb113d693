<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\FleetingPart;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;

/**
 * Who signed in, by service.
 */
final class SignInsPart implements FleetingPart
{
    private UserReadings $users;

    public function __construct(UserReadings $users)
    {
        $this->users = $users;
    }

    public function name(): string
    {
        return 'signIns';
    }

    public function read(): array
    {
        return $this->users->signIns();
    }

    /**
     * Who, and not when: people sign in again and again.
     */
    public function lasting(array $data): array
    {
        return array_map(static function ($service) {
            $addresses = is_array($service) ? $service['addresses'] ?? null : null;
            return is_array($addresses) ? array_column($addresses, 'address') : $service;
        }, $data);
    }
}
