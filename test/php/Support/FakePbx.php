<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\BouncerPolls;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Comebacks;
use Modules\ModuleSecurityChecklist\Lib\Ports\Confirmations;
use Modules\ModuleSecurityChecklist\Lib\Ports\Interfaces;
use Modules\ModuleSecurityChecklist\Lib\Ports\Isolations;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleCode;
use Modules\ModuleSecurityChecklist\Lib\Ports\PatchMemory;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Peers;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rotations;
use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\UpdateCheck;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Throwable;

/**
 * Everything about a PBX that is in no database: a quiet one, until a test breaks something.
 *
 * @phpstan-import-type Attestation from Confirmations
 * @phpstan-import-type Waiver from Confirmations
 * @phpstan-import-type SignIns from UserReadings
 * @phpstan-import-type Rotation from Rotations
 * @phpstan-import-type Told from Comebacks
 * @phpstan-import-type Sealed from Isolations
 * @phpstan-import-type Stopped from Isolations
 * @phpstan-import-type Braked from Isolations
 * @phpstan-import-type Found from TraceReadings
 */
final class FakePbx implements
    BouncerPolls,
    Comebacks,
    Confirmations,
    Interfaces,
    Isolations,
    LoginKnowledge,
    ModuleCode,
    PatchMemory,
    RootReadings,
    Rotations,
    TraceReadings,
    UpdateCheck,
    UserReadings,
    Peers
{
    /** The one key that opens SSH, as two releases name it. */
    public const KEY = 'SHA256:X75Mb3nqVpJG3UuCRMIO94EyEAtegd44QTYVIRv99HI';
    private const KEY_BY_SHA1 = '95:fb:f8:5f:ef:02:94:30:b6:da:ac:d8:ad:a3:26:c6:74:f9:f4:0a';

    /** Thrown by every reading; null: all is well. */
    public ?Throwable $broken = null;
    /** @var list<array{name: string, addresses: list<string>}> */
    public array $interfaces = [
        ['name' => 'lo', 'addresses' => ['127.0.0.1/8', '::1/128']],
        ['name' => 'eth0', 'addresses' => ['192.168.7.2/24', 'fe80::1/64']],
        ['name' => 'vlan5', 'addresses' => ['172.20.5.2/24']],
        ['name' => 'wg0', 'addresses' => ['10.8.0.1/16']],
        ['name' => 'ifb0', 'addresses' => []],
    ];
    /** @var array<int, list<string>|null> */
    public array $runningRules = [4 => ['-P INPUT ACCEPT', '-A INPUT -j DROP'], 6 => null];
    /** @var list<array{name: string, banned: int|null}>|null */
    public ?array $jails = [['name' => 'dropbear', 'banned' => 0], ['name' => 'asterisk_security_log', 'banned' => 2]];
    /** @var array{act: string, at: string, fixed: list<string>}|null */
    public ?array $patchRun = null;
    public bool $lxc = false;
    /** @var array{isolated: Sealed|null, calls: Stopped|null, brake: Braked|null} */
    public array $isolation = ['isolated' => null, 'calls' => null, 'brake' => null];
    /** @var Found */
    public array $traces = [
        'copies' => ['count' => 0, 'oldest' => null, 'newest' => null, 'complete' => true],
        'kinds' => ['cron' => ['items' => []], 'processes' => ['unknown' => 'failed', 'detail' => '/proc']],
    ];
    /** @var list<array{account: string, address: string, userAgent: string, transport: string}> */
    public array $devices = [[
        'account' => '205', 'address' => '192.168.7.30', 'userAgent' => "Phone <script>/1.0", 'transport' => 'udp',
    ]];
    /** @var array<string, list<array{name: string, endpoint: string|null, networks: list<string>, lastSeen: string|null}>>|null */
    public ?array $vpnPeers = ['wg0' => [[
        'name' => 'mQx1Vw0c', 'endpoint' => '203.0.113.9', 'networks' => ['10.8.0.7/32'],
        'lastSeen' => '2026-11-23T08:59:00+00:00',
    ]]];
    /** @var SignIns */
    public array $signIns = [
        'web' => [
            'since' => '2026-10-24T12:00:00+03:00',
            'addresses' => [['address' => '192.168.7.40', 'last' => '2026-11-22T09:00:00+03:00', 'count' => 3]],
            'nameless' => 0,
            'complete' => true,
        ],
        'ssh' => ['unknown' => 'missing', 'detail' => 'system/messages'],
        'sshKeys' => [
            ['fingerprint' => self::KEY, 'last' => '2026-11-20T09:00:00+03:00'],
            // The same one, and one that is no longer on the PBX.
            ['fingerprint' => self::KEY_BY_SHA1, 'last' => '2026-11-22T11:30:00+03:00'],
            ['fingerprint' => 'SHA256:KtoU2wjnvFT2bkfugTK2AkPzseO3YWMcxgjM1ePBME4', 'last' => '2026-11-22T11:59:00+03:00'],
        ],
        'programs' => [
            'since' => '2026-11-01T12:00:00+03:00',
            'users' => [
                [
                    'user' => '<b>crm</b>', 'pbx' => null,
                    'addresses' => [['address' => '192.168.7.20', 'last' => '2026-11-22T11:30:00+03:00', 'count' => 42]],
                    'complete' => true,
                ],
                [
                    'user' => 'phpagi', 'pbx' => ['last' => '2026-11-22T11:59:00+03:00', 'count' => 900],
                    'addresses' => [], 'complete' => true,
                ],
            ],
            'complete' => true,
        ],
    ];
    /** @var list<Rotation> */
    public array $rotations = [];
    /** @var Told */
    public array $seen = ['readTo' => null, 'isBehind' => false, 'owners' => []];
    public ?CannotRead $brokenLog = null;
    /** @var list<array{array<string, int>, int|null}> whom read() was asked for */
    public array $sought = [];
    /** @var list<array{port: int, address: string, count: int}> */
    public array $incoming = [['port' => 443, 'address' => '192.168.7.40', 'count' => 2]];
    public ?bool $hasBouncers = null;
    /** @var array<int, int> seconds ago, by id of a key */
    public array $polls = [];
    /** @var list<string> */
    public array $firewallHooks = ['ModuleGeoIP'];
    /** @var list<array{string, string}> what about() was asked */
    public array $asked = [];

    public function isThere(): ?bool
    {
        return $this->hasBouncers;
    }

    public function secondsSince(array $keys): ?int
    {
        $this->mayBreak();
        $asked = [];
        foreach ($this->polls as $key => $seconds) {
            if (in_array((string) $key, $keys, true)) {
                $asked[] = $seconds;
            }
        }
        return $asked === [] ? null : min($asked);
    }

    public function runningRules(int $family): ?array
    {
        $this->mayBreak();
        return $this->runningRules[$family];
    }

    public function jails(): ?array
    {
        $this->mayBreak();
        return $this->jails;
    }

    public function lastRun(): ?array
    {
        return $this->patchRun;
    }

    public function traces(): array
    {
        $this->mayBreak();
        return $this->traces;
    }

    public function isLxc(): bool
    {
        $this->mayBreak();
        return $this->lxc;
    }

    public function devices(): array
    {
        $this->mayBreak();
        return $this->devices;
    }

    public function vpnPeers(): ?array
    {
        $this->mayBreak();
        return $this->vpnPeers;
    }

    public function signIns(): array
    {
        $this->mayBreak();
        return $this->signIns;
    }

    public function read(array $since, ?int $others = null): array
    {
        $this->mayBreak();
        if ($this->brokenLog !== null) {
            throw $this->brokenLog;
        }
        $this->sought[] = [$since, $others];
        return $this->seen;
    }

    public function open(): array
    {
        $this->mayBreak();
        return $this->rotations;
    }

    public function isolation(): array
    {
        $this->mayBreak();
        return $this->isolation;
    }

    public function established(): array
    {
        $this->mayBreak();
        return [];
    }

    public function incoming(): array
    {
        $this->mayBreak();
        return ['rows' => $this->incoming, 'complete' => true];
    }

    public function running(): array
    {
        $this->mayBreak();
        return $this->interfaces;
    }

    public function firewallCategories(): array
    {
        $this->mayBreak();
        return ['ModuleCTIClient' => ['MODULECTICLIENT']];
    }

    public function publicRoutes(): array
    {
        $this->mayBreak();
        return ['ModuleCTIClient' => ['GET /pbxcore/api/cti/ping']];
    }

    public function firewallHooks(): array
    {
        $this->mayBreak();
        return $this->firewallHooks;
    }

    public function last(): array
    {
        $this->mayBreak();
        return [
            'latest' => null,
            'checkedAt' => null,
            'warnings' => ['securityLog' => 'calm', 'sshPassword' => false, 'files' => null],
        ];
    }

    public function about(string $which, Secret $stored): array
    {
        $this->mayBreak();
        $this->asked[] = [$which, $stored->text()];
        return ['guess' => ['state' => 'not-run'], 'proven' => null];
    }

    public function attestations(): array
    {
        $this->mayBreak();
        return [[
            'item' => 'ever-exposed', 'subject' => '', 'answer' => 'no', 'by' => 'boss',
            'at' => '2026-01-01T00:00:00+00:00', 'expiresAt' => '2030-01-01T00:00:00+00:00', 'note' => '',
        ]];
    }

    public function waivers(): array
    {
        $this->mayBreak();
        return [[
            'check' => 'api-keys', 'finding' => '', 'reason' => 'needed', 'by' => 'boss',
            'at' => '2026-01-01T00:00:00+00:00', 'expiresAt' => '2026-12-01T00:00:00+00:00',
        ]];
    }

    private function mayBreak(): void
    {
        if ($this->broken !== null) {
            throw $this->broken;
        }
    }
}
