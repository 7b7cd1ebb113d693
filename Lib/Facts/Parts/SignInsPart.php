<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Facts\AuthorizedKeys;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\FleetingPart;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;

/**
 * Who signed in, by service; which of the keys that open SSH now were used; and which programs signed in to AMI.
 *
 * @phpstan-import-type UsedKey from UserReadings
 */
final class SignInsPart implements FleetingPart
{
    private UserReadings $users;
    private Settings $settings;

    public function __construct(UserReadings $users, Settings $settings)
    {
        $this->users = $users;
        $this->settings = $settings;
    }

    public function name(): string
    {
        return 'signIns';
    }

    public function read(): array
    {
        $signIns = $this->users->signIns();
        $used = $signIns['sshKeys'] ?? null;
        unset($signIns['sshKeys']);
        if ($used === null) {
            return $signIns;
        }
        try {
            return $signIns + ['sshKeys' => $this->authorized($used)];
        } catch (CannotRead $unknown) {
            // Who signed in is known all the same.
            return $signIns;
        }
    }

    /**
     * Keys that are on the PBX now and were used then or later.
     *
     * @return list<UsedKey>
     *
     * @throws CannotRead
     */
    public function usedSince(int $time): array
    {
        $keys = $this->authorized($this->users->signIns()['sshKeys'] ?? []);
        return array_values(array_filter($keys, static function (array $key) use ($time): bool {
            return (new DateTimeImmutable($key['last']))->getTimestamp() >= $time;
        }));
    }

    /**
     * Who, and not when: people sign in again and again. Programs from wherever they run: that outdates no plan either.
     */
    public function lasting(array $data): array
    {
        return array_map(static function ($service) {
            $addresses = is_array($service) ? $service['addresses'] ?? null : null;
            return is_array($addresses) ? array_column($addresses, 'address') : $service;
        }, array_diff_key($data, ['sshKeys' => true, 'programs' => true]));
    }

    /**
     * @param list<UsedKey> $used with fingerprints as the log has them
     *
     * @return list<UsedKey>
     *
     * @throws CannotRead
     */
    private function authorized(array $used): array
    {
        $prints = AuthorizedKeys::prints($this->settings->text('SSHAuthorizedKeys'));
        $keys = [];
        foreach ($used as ['fingerprint' => $logged, 'last' => $last]) {
            $fingerprint = $prints[$logged] ?? null;
            $before = $fingerprint === null ? null : $keys[$fingerprint]['last'] ?? null;
            if ($fingerprint !== null && ($before === null || new DateTimeImmutable($before) < new DateTimeImmutable($last))) {
                $keys[$fingerprint] = ['fingerprint' => $fingerprint, 'last' => $last];
            }
        }
        return array_values($keys);
    }
}
