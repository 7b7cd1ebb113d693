<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Facts\SignIns\SecurityLines;
use Modules\ModuleSecurityChecklist\Lib\Ports\Comebacks;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;

/**
 * Who came back and who was turned down, by Asterisk's security log. Each line is read once as long as this lives and the same
 * owners are asked for; each reading takes a bounded time, and the next one goes on.
 *
 * @phpstan-import-type Comeback from Comebacks
 * @phpstan-import-type Told from Comebacks
 * @phpstan-import-type Shown from SecurityLines
 */
final class SecurityLog implements Comebacks
{
    private const SECONDS = 0.25;
    /** Asterisk reads its files anew a moment after they were written; until then the old secret is the right one. */
    private const SECONDS_UNTIL_HEARD = 15;

    private FollowedLog $log;
    private Pace $pace;
    /** @var array<string, int> */
    private array $since = [];
    private ?int $others = null;
    /** @var array<string, Comeback> */
    private array $owners = [];
    private ?int $readTo = null;

    /**
     * @param string $folder of Core's logs
     */
    public function __construct(string $folder, Pace $pace)
    {
        $this->pace = $pace;
        $this->log = new FollowedLog("$folder/asterisk/security_log", static function (string $lines): ?int {
            return SecurityLines::firstTime($lines);
        });
    }

    public function read(array $since, ?int $others = null): array
    {
        $moments = array_values($since);
        if ($others !== null) {
            $moments[] = $others;
        }
        if ($moments === []) {
            return ['readTo' => null, 'isBehind' => false, 'owners' => []];
        }
        if ($since !== $this->since || $others !== $this->others) {
            $this->since = $since;
            $this->others = $others;
            $this->owners = [];
            $this->readTo = null;
            $this->log->from(min($moments));
        }
        $isBehind = $this->goOn();
        return ['readTo' => $this->readTo, 'isBehind' => $isBehind, 'owners' => $this->owners];
    }

    private function goOn(): bool
    {
        $until = $this->pace->uptime() + self::SECONDS;
        do {
            $lines = $this->log->next();
            if ($lines === '') {
                return false;
            }
            foreach (SecurityLines::find($lines) as $shown) {
                $since = $this->since[$shown['owner']] ?? $this->others;
                if ($since !== null && $shown['time'] >= $since) {
                    $this->note($shown, $since);
                }
            }
            $this->readTo = SecurityLines::lastTime($lines) ?? $this->readTo;
        } while ($this->pace->uptime() < $until);
        return true;
    }

    /**
     * @phpstan-param Shown $shown
     */
    private function note(array $shown, int $since): void
    {
        ['owner' => $owner, 'time' => $time, 'address' => $address] = $shown;
        $known = $this->owners[$owner] ?? ['back' => null, 'refused' => null];
        if (!$shown['right']) {
            $known['refused'] = [
                'count' => ($known['refused']['count'] ?? 0) + 1,
                'last' => $time,
                'address' => $address,
            ];
        } elseif ($time >= $since + self::SECONDS_UNTIL_HEARD) {
            if ($known['back'] === null) {
                // Whoever mistyped it before has it right now.
                $known['refused'] = null;
            }
            $known['back'] = ['first' => $known['back']['first'] ?? $time, 'last' => $time, 'address' => $address];
        } else {
            return;
        }
        $this->owners[$owner] = $known;
    }
}
