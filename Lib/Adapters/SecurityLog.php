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
 * On a busy PBX Asterisk takes the old secret for longer than that moment. So a success counts until somebody at the same place
 * (address and port: the same phone) is turned down.
 *
 * @phpstan-import-type Comeback from Comebacks
 * @phpstan-import-type Told from Comebacks
 * @phpstan-import-type Shown from SecurityLines
 * @phpstan-type Back array{first: int, last: int, address: string}
 */
final class SecurityLog implements Comebacks
{
    private const SECONDS = 0.25;
    /** Asterisk reads its files anew a moment after they were written; until then the old secret is the right one. */
    private const SECONDS_UNTIL_HEARD = 15;
    /** Of one owner: a phone over TCP may come from another port each time. */
    private const MOST_PLACES = 16;

    private FollowedLog $log;
    private Pace $pace;
    /** @var array<string, int> */
    private array $since = [];
    private ?int $others = null;
    /** @var array<string, Comeback> */
    private array $owners = [];
    /** @var array<string, array<string, Back>> successes that count, by owner and place, the latest last */
    private array $places = [];
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
            $this->places = [];
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
        ['owner' => $owner, 'time' => $time, 'address' => $address, 'place' => $place] = $shown;
        if (!$shown['right']) {
            $this->turnedDown($owner, $time, $address, $place);
        } elseif ($time >= $since + self::SECONDS_UNTIL_HEARD) {
            $this->cameBack($owner, $time, $address, $place);
        }
    }

    private function turnedDown(string $owner, int $time, string $address, string $place): void
    {
        unset($this->places[$owner][$place]);
        $this->owners[$owner] = [
            'back' => self::latest($this->places[$owner] ?? []),
            'refused' => [
                'count' => ($this->owners[$owner]['refused']['count'] ?? 0) + 1,
                'last' => $time,
                'address' => $address,
            ],
        ];
    }

    private function cameBack(string $owner, int $time, string $address, string $place): void
    {
        $known = $this->owners[$owner] ?? ['back' => null, 'refused' => null];
        $places = $this->places[$owner] ?? [];
        $first = $places[$place]['first'] ?? $time;
        unset($places[$place]);
        if (count($places) === self::MOST_PLACES) {
            // The oldest is forgotten, but not since when.
            $first = min($first, array_shift($places)['first']);
        }
        $places[$place] = ['first' => $first, 'last' => $time, 'address' => $address];
        $this->places[$owner] = $places;
        $this->owners[$owner] = [
            'back' => self::latest($places),
            // Whoever mistyped it before has it right now.
            'refused' => $known['back'] === null ? null : $known['refused'],
        ];
    }

    /**
     * Since the first of them.
     *
     * @phpstan-param array<string, Back> $places
     *
     * @phpstan-return Back|null
     */
    private static function latest(array $places): ?array
    {
        $latest = end($places);
        if ($latest === false) {
            return null;
        }
        foreach ($places as ['first' => $first]) {
            $latest['first'] = min($latest['first'], $first);
        }
        return $latest;
    }
}
