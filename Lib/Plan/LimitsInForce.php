<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\AuthorizedKeys;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Whether what limits programs, which numbers routes take, and who is never banned, is in the files that Asterisk and Fail2Ban read. Keys of the REST
 * API are looked up in the database itself.
 */
final class LimitsInForce
{
    private const MANAGER = '/etc/asterisk/manager.conf';
    private const ARI = '/etc/asterisk/ari.conf';
    private const JAILS = '/etc/fail2ban/jail.local';
    private const DIALPLAN = '/etc/asterisk/extensions.conf';
    private const LOCAL = '127.0.0.1/255.255.255.255';
    private const NAME = 'SELECT username AS name FROM m_AsteriskManagerUsers WHERE id = :id';
    private const FAIL2BAN = 'fail2ban';
    private const LOGIN = "SELECT value FROM m_PbxSettings WHERE key = 'SSHLogin'";
    private const USERS = '/etc/passwd';
    private const ROOT = 'root';

    private Rows $rows;
    private Files $files;

    public function __construct(Rows $rows, Files $files)
    {
        $this->rows = $rows;
        $this->files = $files;
    }

    /**
     * @param list<string>                $keys of objects
     * @param array<string, array<mixed>> $kept the list of who is never banned before; without: it is not looked at
     *
     * @throws CannotRead
     */
    public function areSo(array $keys, Config $config, array $kept): bool
    {
        foreach ($keys as $key) {
            [$kind, $name] = explode(':', $key, 2) + [1 => ''];
            if ($kind === Limits::AMI && !$this->isInManager($key, (int) $name, $config)) {
                return false;
            }
            if ($kind === Limits::ROUTE && !$this->isInDialplan($key, (int) $name, $config)) {
                return false;
            }
            if ($name === Config::ORIGINS && !$this->areInAri($config)) {
                return false;
            }
            if ($name === Config::SSH_KEYS && !$this->isTakenBySsh($config)) {
                return false;
            }
        }
        return !isset($kept[self::FAIL2BAN]) || !in_array(self::FAIL2BAN, $keys, true)
            || $this->areSpared($config, $kept[self::FAIL2BAN]);
    }

    /**
     * The route is asked for these numbers and no others; one that is gone is not asked for any. One whose provider is off has
     * no line, and one of a provider that has lines has its own.
     */
    private function isInDialplan(string $key, int $id, Config $config): bool
    {
        $row = $config->limit($key);
        $dialplan = (string) $this->files->read(self::DIALPLAN);
        $asked = '/REGEX\("\^([^"]*)" \$\{EXTEN\}\)\}" == "1"\]\?Gosub\(([^,()]*)-' . $id . '-outgoing,/';
        $isAsked = preg_match($asked, $dialplan, $found) === 1;
        if ($row === null) {
            return !$isAsked;
        }
        $provider = (string) ($row[Limits::PROVIDER] ?? '');
        if (!$isAsked) {
            return $dialplan !== '' && preg_match('/Gosub\(' . preg_quote($provider, '/') . '-\d+-outgoing,/', $dialplan) !== 1;
        }
        $rest = (int) ($row[Limits::REST] ?? 0);
        $pattern = str_replace(['*', '+'], ['\\\\*', '\\\\+'], (string) ($row[Limits::PATTERN] ?? ''));
        $tail = $rest > 0 ? "[0-9]{{$rest}}$" : ($rest === 0 ? '$' : '');
        return $found[1] === $pattern . $tail && $found[2] === $provider;
    }

    /**
     * The section of that user permits this network and nothing else. Of a user for whom nothing was ever stored Core writes
     * the first rule, which it finds where it looks for none.
     *
     * @throws CannotRead
     */
    private function isInManager(string $key, int $id, Config $config): bool
    {
        $username = $this->rows->rows(self::NAME, ['id' => $id])[0]['name'] ?? null;
        if ($username === null || !ProgramDoor::isOn($this->rows, ProgramDoor::AMI)) {
            return true;
        }
        $network = Limits::network($config->limit($key) ?? []);
        $filter = $config->filter((int) $network);
        $permit = $network === Limits::LOCALHOST ? self::LOCAL : self::permitOf($filter);
        $section = '/^\[' . preg_quote($username, '/') . '\]\s*$(.*?)(?=^\[|\z)/ms';
        if (preg_match($section, (string) $this->files->read(self::MANAGER), $found) !== 1) {
            return false;
        }
        preg_match_all('/^permit\s*=\s*(\S*)\s*$/m', $found[1], $permits);
        $filters = $config->filters();
        ksort($filters);
        $isFirst = $network === null && $permits[1] === [self::permitOf(reset($filters))];
        return $isFirst || $permits[1] === ($permit === '' ? [] : [$permit]);
    }

    /**
     * @param array<string, string|null>|false|null $filter
     */
    private static function permitOf($filter): string
    {
        return trim((string) ($filter['permit'] ?? ''));
    }

    /**
     * @throws CannotRead
     */
    private function areInAri(Config $config): bool
    {
        if (!ProgramDoor::isOn($this->rows, ProgramDoor::ARI)) {
            return true;
        }
        preg_match_all('/^allowed_origins\s*=\s*(\S*)\s*$/m', (string) $this->files->read(self::ARI), $found);
        $written = in_array('*', $found[1], true) ? Config::EVERY_PAGE : $found[1];
        return $written === $config->origins();
    }

    /**
     * The keys that are stored open SSH, and no others. Where nobody ever had one there is no file.
     *
     * @throws CannotRead
     */
    public function isTakenBySsh(Config $config): bool
    {
        $login = trim((string) ($this->rows->rows(self::LOGIN)[0]['value'] ?? ''));
        $name = preg_quote($login === '' ? self::ROOT : $login, '/');
        $isThere = preg_match("/^$name:(?:[^:]*:){4}([^:]+):/m", (string) $this->files->read(self::USERS), $found) === 1;
        if (!$isThere) {
            return true;
        }
        $taken = array_column(AuthorizedKeys::in((string) $this->files->read("$found[1]/.ssh/authorized_keys")), 'fingerprint');
        return array_diff($taken, $config->sshKeys()) === [] && array_diff($config->sshKeys(), $taken) === [];
    }

    /**
     * Whoever the plan exempted from bans is in the list that Fail2Ban reads, and whom it took out is not.
     *
     * @param array<mixed> $kept
     *
     * @throws CannotRead
     */
    private function areSpared(Config $config, array $kept): bool
    {
        if (!$config->isOn(Config::FAIL2BAN)) {
            return true;
        }
        $row = is_array($kept['row'] ?? null) ? $kept['row'] : [];
        $was = self::words(is_string($row['whitelist'] ?? null) ? $row['whitelist'] : '');
        $is = self::words((string) ($config->fail2ban()['whitelist'] ?? ''));
        preg_match_all('/^ignoreip\s*=(.*)$/m', (string) $this->files->read(self::JAILS), $found);
        $spared = self::words(implode(' ', $found[1]));
        return self::without(self::without($is, $was), $spared) === []
            && self::without(self::without($was, $is), $spared) === self::without($was, $is);
    }

    /**
     * However they are written.
     *
     * @param list<string> $all
     * @param list<string> $some
     *
     * @return list<string>
     */
    private static function without(array $all, array $some): array
    {
        return array_values(array_filter($all, static function (string $one) use ($some): bool {
            foreach ($some as $other) {
                if ($one === $other || Networks::isSame($one, $other)) {
                    return false;
                }
            }
            return true;
        }));
    }

    /**
     * @return list<string>
     */
    private static function words(string $list): array
    {
        $words = preg_split('/[\s,]+/', $list, -1, PREG_SPLIT_NO_EMPTY);
        return $words === false ? [] : $words;
    }
}
