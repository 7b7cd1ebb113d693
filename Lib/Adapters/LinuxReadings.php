<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Isolation\Seal;
use Modules\ModuleSecurityChecklist\Lib\Ports\Bans;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * What only root can see, read by root itself.
 */
final class LinuxReadings implements RootReadings, Bans
{
    private const FILTERS = [4 => 'iptables', 6 => 'ip6tables'];
    private const JAILS = '/Jail list:\s*(\S.*)$/m';
    private const JAIL = '/^[\w.-]{1,64}$/D';
    /** Fail2Ban's own table; a ban for ever lasts less than no time. */
    /** Those of IPv6 have jumps of their own, in its rules. */
    private const BANNED = 'SELECT jail, COUNT(*) AS banned FROM bans
        WHERE (bantime < 0 OR timeofban + bantime > CAST(:now AS INTEGER)) AND ip NOT LIKE \'%:%\' GROUP BY jail';
    /** Asterisk keeps registrations in its own database, one JSON text each (res_pjsip_registrar). */
    private const CONTACTS = "SELECT value FROM astdb WHERE key LIKE '/registrar/contact/%' ORDER BY key";
    private const OWN_ENDPOINT = '/-(WS|TLS)$/D';
    private const SIP_ADDRESS = '/^sips?:(?:[^@]*@)?(\[[0-9A-Fa-f:.]+\]|[^:;>?]+)/i';

    private Commands $commands;
    private Files $files;
    private Rows $asterisk;
    private Rows $bans;
    private Clock $clock;

    /**
     * @param Rows $asterisk database of Asterisk itself
     * @param Rows $bans     database of Fail2Ban
     */
    public function __construct(Commands $commands, Files $files, Rows $asterisk, Rows $bans, Clock $clock)
    {
        $this->commands = $commands;
        $this->files = $files;
        $this->asterisk = $asterisk;
        $this->bans = $bans;
        $this->clock = $clock;
    }

    public function runningRules(int $family): ?array
    {
        $lines = $this->commands->run(self::FILTERS[$family] ?? '', ['-S', 'INPUT']);
        // Rules are judged as they are without isolation, which is told by itself.
        return $lines === null ? null : array_values(array_filter($lines, static function (string $line): bool {
            return strpos($line, ' -j ' . Seal::CHAIN) === false;
        }));
    }

    /**
     * A server that answers without a single jail bans nobody.
     */
    public function jails(): ?array
    {
        try {
            $said = $this->commands->run('fail2ban-client', ['status']);
        } catch (CannotRead $silent) {
            if ($silent->reason() === CannotRead::FAILED) {
                return [];
            }
            throw $silent;
        }
        if ($said === null) {
            return null;
        }
        $list = preg_match(self::JAILS, implode("\n", $said), $found) === 1 ? $found[1] : '';
        $banned = $this->banned();
        $jails = [];
        foreach (explode(', ', trim($list)) as $name) {
            if (preg_match(self::JAIL, $name) === 1) {
                $jails[] = ['name' => $name, 'banned' => $banned === null ? null : $banned[$name] ?? 0];
            }
        }
        return $jails;
    }

    public function busyJails(): ?int
    {
        $banned = $this->banned();
        return $banned === null ? null : count($banned);
    }

    /**
     * Asking the server for each jail takes seconds; Core reads the table, too.
     *
     * @return array<string, int>|null by jail; null: not known
     */
    private function banned(): ?array
    {
        try {
            $rows = $this->bans->rows(self::BANNED, ['now' => (string) $this->clock->now()->getTimestamp()]);
        } catch (CannotRead $hidden) {
            return null;
        }
        $banned = [];
        foreach ($rows as $row) {
            $banned[(string) $row['jail']] = (int) $row['banned'];
        }
        return $banned;
    }

    public function isLxc(): bool
    {
        $environment = explode("\0", (string) $this->files->read('/proc/1/environ'));
        return in_array('container=lxc', $environment, true);
    }

    public function devices(): array
    {
        $now = $this->clock->now()->getTimestamp();
        $devices = [];
        foreach ($this->asterisk->rows(self::CONTACTS) as $row) {
            $contact = json_decode((string) $row['value'], true);
            if (!is_array($contact) || self::number($contact, 'expiration_time') <= $now) {
                continue;
            }
            $devices[] = [
                'account' => self::account($contact),
                'address' => self::address($contact),
                'userAgent' => self::text($contact, 'user_agent'),
                'transport' => self::transport($contact),
            ];
        }
        return $devices;
    }

    /**
     * Core has the contact rewritten to where it really came from; what it says of itself may be an address of its own
     * network.
     *
     * @param array<mixed> $contact
     */
    private static function address(array $contact): string
    {
        $isSip = preg_match(self::SIP_ADDRESS, self::text($contact, 'uri'), $found) === 1;
        return $isSip ? trim($found[1], '[]') : self::text($contact, 'via_addr');
    }

    /**
     * Phones in browsers, and phones over TLS on newer releases, have endpoints of their own beside the account's
     * (SIPConf).
     *
     * @param array<mixed> $contact
     */
    private static function account(array $contact): string
    {
        return (string) preg_replace(self::OWN_ENDPOINT, '', self::text($contact, 'endpoint'));
    }

    /**
     * A contact names its transport where it is not UDP (RFC 3261, 19.1.1); a phone over TLS may write sips: instead.
     * The endpoint tells where the contact is silent.
     *
     * @param array<mixed> $contact
     * @return string udp, tcp, tls or ws
     */
    private static function transport(array $contact): string
    {
        if (preg_match(self::OWN_ENDPOINT, self::text($contact, 'endpoint'), $endpoint) === 1) {
            return strtolower($endpoint[1]);
        }
        $uri = self::text($contact, 'uri');
        if (preg_match('/;transport=(wss?|tls|tcp)\b/i', $uri, $found) === 1) {
            $told = strtolower($found[1]);
            return $told === 'wss' ? 'ws' : $told;
        }
        return stripos($uri, 'sips:') === 0 ? 'tls' : 'udp';
    }

    /**
     * @param array<mixed> $contact
     */
    private static function text(array $contact, string $key): string
    {
        return is_string($contact[$key] ?? null) ? $contact[$key] : '';
    }

    /**
     * @param array<mixed> $contact
     */
    private static function number(array $contact, string $key): int
    {
        return is_numeric($contact[$key] ?? null) ? (int) $contact[$key] : 0;
    }
}
