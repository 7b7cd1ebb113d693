<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Rotation;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;

/**
 * The new logins, as they are in force at this moment: made from Core's own rows when somebody may see them, and kept nowhere.
 * Whoever has another secret by now than the plan gave is left out.
 *
 * @phpstan-import-type Rotation from Rotations
 * @phpstan-import-type Phone from RotationNotes
 */
final class Sheet
{
    private Owners $owners;
    private Settings $settings;

    public function __construct(Owners $owners, Settings $settings)
    {
        $this->owners = $owners;
        $this->settings = $settings;
    }

    /**
     * @param Rotation                   $rotation
     * @param array<string, list<Phone>> $phones by account
     *
     * @return list<array{owner: string, number: string, name: string, login: string, secret: string, devices: list<Phone>}>
     *         `secret` is empty where it stayed as it was
     *
     * @throws CannotRead
     */
    public function rows(array $rotation, array $phones): array
    {
        $logins = $this->owners->logins($this->settings->find(Owner::SUFFIX_KEY) ?? '');
        $rows = [];
        foreach ((new ReturnTable($this->owners))->states($rotation['owners']) as $owner => $state) {
            $login = $logins[$owner] ?? null;
            if ($state !== Rotations::NEW || $login === null) {
                continue;
            }
            $isRenewed = ($rotation['owners'][$owner] ?? null) === Rotations::NEW;
            $rows[] = [
                'owner' => $owner,
                'number' => $login['number'],
                'name' => $login['name'],
                'login' => $login['login'],
                'secret' => $isRenewed ? $login['secret'] : '',
                'devices' => Owner::kind($owner) === Owner::SIP ? $phones[$login['number']] ?? [] : [],
            ];
        }
        return $rows;
    }
}
