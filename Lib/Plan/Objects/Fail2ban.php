<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Objects;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Networks;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * The numbers and the list of Fail2Ban: the row of m_Fail2BanRules that Core takes.
 *
 * @phpstan-import-type Row from Config
 */
final class Fail2ban implements PlanObject
{
    public function key(): string
    {
        return 'fail2ban';
    }

    public function owners(): array
    {
        return [];
    }

    public function settled(Made $made): PlanObject
    {
        return $this;
    }

    public function keep(Config $config, Made $made): array
    {
        return ['row' => $config->fail2ban()];
    }

    public function state(Config $config, Made $made): array
    {
        $row = $config->fail2ban();
        if ($row === null) {
            return ['there' => false];
        }
        return [
            'there' => true,
            'maxretry' => (int) $row['maxretry'],
            'findtime' => (int) $row['findtime'],
            'bantime' => (int) $row['bantime'],
            'whitelist' => self::meant((string) $row['whitelist']),
        ];
    }

    /**
     * The networks of the list, each once, however they are written: since 2026.2.118 Core rewrites it as it is saved (IPv6 in
     * its shortest form, no length for one address, nothing twice). Words that are no network stay as they are.
     *
     * @return list<string>
     */
    private static function meant(string $list): array
    {
        $meant = [];
        foreach (self::entries($list) as $entry) {
            $meant[] = Networks::normal($entry) ?? $entry;
        }
        return array_values(array_unique($meant));
    }

    /**
     * @return list<string>
     */
    private static function entries(string $list): array
    {
        return preg_split('/[\s,;]+/', $list, -1, PREG_SPLIT_NO_EMPTY) ?: [];
    }

    /**
     * @param array<mixed> $state
     *
     * @return list<string>
     */
    private static function texts(array $state): array
    {
        return array_values(array_filter(is_array($state['whitelist'] ?? null) ? $state['whitelist'] : [], 'is_string'));
    }

    public function isAsKept(array $kept, Config $config, Made $made): bool
    {
        return $config->fail2ban() === self::row($kept);
    }

    public function merged(array $kept, array $after, Config $now, Made $made): array
    {
        $row = self::row($kept);
        $is = $now->fail2ban();
        if ($row === null || $is === null) {
            return $kept;
        }
        $state = $this->state($now, $made);
        foreach (array_keys(array_intersect_key($after, $is)) as $name) {
            if (self::isStricter((string) $name, $after[$name], $state[$name] ?? null)) {
                $row[(string) $name] = $is[(string) $name];
            }
        }
        return ['row' => $row];
    }

    /**
     * The row as it is now, but for what the plan wrote into the list.
     *
     * @param array<mixed> $kept
     * @param array<mixed> $after what it meant after the plan
     *
     * @return array<mixed> to put back
     */
    public function without(array $kept, array $after, Config $now): array
    {
        $row = $now->fail2ban();
        if ($row === null || self::row($kept) === null) {
            return ['row' => $row];
        }
        $own = $this->added($kept, $after);
        $isKept = static function (string $entry) use ($own): bool {
            return !in_array(Networks::normal($entry) ?? $entry, $own, true);
        };
        $row['whitelist'] = implode(' ', array_filter(self::entries((string) $row['whitelist']), $isKept));
        return ['row' => $row];
    }

    /**
     * What the plan wrote into the list.
     *
     * @param array<mixed> $kept
     * @param array<mixed> $after what it meant after the plan
     *
     * @return list<string>
     */
    public function added(array $kept, array $after): array
    {
        $was = self::row($kept);
        return array_values(array_diff(self::texts($after), self::meant($was === null ? '' : (string) $was['whitelist'])));
    }

    public function putBack(array $kept, Config $config, Made $made, Restorer $restorer): void
    {
        $row = self::row($kept);
        if ($row === null) {
            throw PlayFailed::refused('no row was kept');
        }
        $restorer->putFail2ban($row);
    }

    public function predict(array $kept, Config $config, Made $made): Config
    {
        return $config->withFail2ban(self::row($kept));
    }

    /**
     * @param mixed $than
     * @param mixed $is
     */
    private static function isStricter(string $name, $than, $is): bool
    {
        if (is_array($than) && is_array($is)) {
            return count($is) < count($than) && array_diff(array_filter($is, 'is_string'), array_filter($than, 'is_string')) === [];
        }
        if (!is_int($than) || !is_int($is)) {
            return false;
        }
        // For ever is a number below zero.
        return $name === 'maxretry' ? $is < $than : $than >= 0 && ($is < 0 || $is > $than);
    }

    /**
     * @param array<mixed> $kept
     *
     * @return Row|null
     */
    private static function row(array $kept): ?array
    {
        if (!is_array($kept['row'] ?? null)) {
            return null;
        }
        $row = [];
        foreach ($kept['row'] as $column => $cell) {
            $row[(string) $column] = is_string($cell) ? $cell : null;
        }
        return $row;
    }
}
