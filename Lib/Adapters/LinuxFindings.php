<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Closure;
use Generator;
use Modules\ModuleSecurityChecklist\Lib\Evidence\CallRows;
use Modules\ModuleSecurityChecklist\Lib\Evidence\CoreTables;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Machine;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Period;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;
use Modules\ModuleSecurityChecklist\Lib\Ports\Findings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Ports\TrueTime;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;

/**
 * What commands, the kernel and databases of the PBX say, as members of the archive.
 */
final class LinuxFindings implements Findings
{
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;
    private const PAGE = 1000;
    /** Tables of the kernel, by the name that they get. */
    private const TABLES = [
        'connections/tcp.txt' => '/proc/net/tcp', 'connections/tcp6.txt' => '/proc/net/tcp6', 'connections/udp.txt' => '/proc/net/udp',
        'connections/udp6.txt' => '/proc/net/udp6', 'connections/tracked.txt' => '/proc/net/nf_conntrack',
        'connections/neighbours.txt' => '/proc/net/arp', 'connections/routes.txt' => '/proc/net/route', 'state/mounts.txt' => '/proc/mounts',
    ];
    private const COMMANDS = [
        'state/rules-v4.txt' => ['iptables-save', []], 'state/rules-v6.txt' => ['ip6tables-save', []],
        'state/ipset.txt' => ['ipset', ['save']], 'state/nftables.txt' => ['nft', ['list', 'ruleset']],
    ];
    /** For whoever has nothing but the archive; also where its shell has no UTF-8. */
    private const READ_ME = <<<'TEXT'
        Evidence of a MikoPBX, collected by the module Security Checklist.

        Check it, in this folder:
            sha256sum -c SHA256SUMS
            sha256sum -c SHA256SUMS.sha256
        The second line has to be the one that the module's page showed; the person who collected it should have written it down at once.
        manifest.jsonl says for whom and when it was collected, how far the clock of the PBX was from the true time, and what could not be had.

        Logs and command lines are as programs wrote them. The configuration is without passwords and keys.
        Keep the archive as it is, and work with copies.

        TEXT;
    private const BANS = 'SELECT jail, ip, timeofban, bantime, bancount FROM bans ORDER BY timeofban';
    /** All of what is made, but for the calls. */
    private const USUAL_BYTES = 16777216;
    /** A call as CSV, beside what it takes in its database with its indexes. */
    private const SHARE_OF_CALLS = 1.0;

    private Machine $machine;
    private Commands $commands;
    private Rows $core;
    private Rows $calls;
    private Rows $bans;
    private Journal $journal;
    private Clock $clock;
    private TrueTime $time;
    private string $callsPath;
    private string $modules;
    /** @var Closure(): string */
    private Closure $facts;

    /**
     * @param string            $callsPath of the database of calls
     * @param string            $modules   folder
     * @param Closure(): string $facts     as JSON
     */
    public function __construct(
        Machine $machine,
        Commands $commands,
        Rows $core,
        Rows $calls,
        Rows $bans,
        Journal $journal,
        Clock $clock,
        TrueTime $time,
        string $callsPath,
        string $modules,
        Closure $facts
    ) {
        $this->machine = $machine;
        $this->commands = $commands;
        $this->core = $core;
        $this->calls = $calls;
        $this->bans = $bans;
        $this->journal = $journal;
        $this->clock = $clock;
        $this->time = $time;
        $this->callsPath = $callsPath;
        $this->modules = $modules;
        $this->facts = $facts;
    }

    public function members(Period $period): array
    {
        $machine = $this->machine;
        $members = ['READ-ME.txt' => static function (): array {
            return [self::READ_ME];
        }];
        foreach (self::TABLES as $name => $path) {
            $members[$name] = static function () use ($machine, $path): Generator {
                return $machine->table($path);
            };
        }
        $members['state/processes.jsonl'] = [$machine, 'processes'];
        foreach (self::COMMANDS as $name => [$program, $arguments]) {
            $members[$name] = function () use ($program, $arguments): array {
                return $this->said($program, $arguments);
            };
        }
        $members += [
            'state/bans.jsonl' => function (): array {
                return array_map([self::class, 'line'], $this->bans->rows(self::BANS));
            },
            'state/cron.jsonl' => [$machine, 'cron'],
            'state/ssh-keys.jsonl' => [$machine, 'keys'],
            'state/modules.jsonl' => function () use ($machine): Generator {
                return $machine->folders($this->modules);
            },
            'state/time.json' => function (): array {
                return [self::line(['now' => $this->clock->now()->format(DATE_ATOM), 'zone' => date_default_timezone_get()])];
            },
            'configuration/facts.json' => function (): array {
                return [($this->facts)()];
            },
            'configuration/core.jsonl' => function (): Generator {
                return (new CoreTables($this->core))->dump();
            },
            'journal.jsonl' => function (): Generator {
                return $this->journal();
            },
            'calls/calls.csv' => function () use ($period): Generator {
                return (new CallRows($this->calls))->csv($period);
            },
        ];
        return array_map(static function (callable $made): Closure {
            return Closure::fromCallable($made);
        }, $members);
    }

    public function expected(): int
    {
        return self::USUAL_BYTES + (int) (self::SHARE_OF_CALLS * (int) @filesize($this->callsPath));
    }

    public function clock(): array
    {
        try {
            $rows = $this->core->rows("SELECT value FROM m_PbxSettings WHERE key = 'NTPServer'");
        } catch (CannotRead $hidden) {
            $rows = [];
        }
        $servers = preg_split('/[\s,;]+/', (string) ($rows[0]['value'] ?? ''), -1, PREG_SPLIT_NO_EMPTY);
        return $this->time->offset($servers === false ? [] : $servers);
    }

    /**
     * @param list<string> $arguments
     *
     * @return list<string>
     *
     * @throws CannotRead
     */
    private function said(string $program, array $arguments): array
    {
        $lines = $this->commands->run($program, $arguments);
        if ($lines === null) {
            throw new CannotRead(CannotRead::MISSING, $program);
        }
        return [implode("\n", $lines) . "\n"];
    }

    /**
     * Newest first.
     *
     * @return Generator<int, string>
     *
     * @throws CannotRead
     */
    private function journal(): Generator
    {
        $before = null;
        do {
            try {
                $page = $this->journal->page($before, self::PAGE);
            } catch (CannotStore $hidden) {
                throw $hidden->asCannotRead();
            }
            foreach ($page as $entry) {
                $before = $entry['id'];
                yield self::line($entry);
            }
        } while (count($page) === self::PAGE);
    }

    /**
     * @param array<string, mixed> $fields
     */
    private static function line(array $fields): string
    {
        return json_encode($fields, self::FLAGS) . "\n";
    }
}
