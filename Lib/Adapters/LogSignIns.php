<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Facts\SignIns\AccessLines;
use Modules\ModuleSecurityChecklist\Lib\Facts\SignIns\Lines;
use Modules\ModuleSecurityChecklist\Lib\Facts\SignIns\ProgramLines;
use Modules\ModuleSecurityChecklist\Lib\Facts\SignIns\Seen;
use Modules\ModuleSecurityChecklist\Lib\Facts\SignIns\SystemLines;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\UserReadings;

/**
 * Who signed in, by Core's own logs and the older files beside them. A file that does not change is read once as long as
 * this lives; what one reading has no time for is left for the next one, and `since` says how far it came.
 *
 * @phpstan-import-type SignedIn from UserReadings
 * @phpstan-import-type SignIns from UserReadings
 * @phpstan-import-type Programs from UserReadings
 * @phpstan-type FileDigest array{first: int|null, whole: bool, seen: array<array-key, Seen>, complete: bool}
 * @phpstan-type LogDigest array{since: int|null, seen: array<array-key, Seen>, complete: bool}
 */
final class LogSignIns
{
    private const SECONDS = 1.5;
    private const DAYS = 30;
    private const DAY = 86400;
    /** Of the web and SSH there are two; of programs one for each user. */
    private const MOST_SERVICES = 200;

    private string $folder;
    private Clock $clock;
    private Pace $pace;
    /** @var array<string, FileDigest> by path and state of the file */
    private array $read = [];

    /**
     * @param string $folder of Core's logs
     */
    public function __construct(string $folder, Clock $clock, Pace $pace)
    {
        $this->folder = $folder;
        $this->clock = $clock;
        $this->pace = $pace;
    }

    /**
     * @return SignIns
     */
    public function read(): array
    {
        $now = $this->clock->now();
        $until = $this->pace->uptime() + self::SECONDS;
        $earlier = $this->read;
        $this->read = [];
        $system = $this->log('system/messages', new SystemLines($now), $now, $until, $earlier);
        $access = $this->log('nginx/access.log', new AccessLines(), $now, $until, $earlier);
        // The last, as it may be huge: the others do not wait for it.
        $security = $this->log('asterisk/security_log', new ProgramLines(), $now, $until, $earlier);
        $signIns = ['web' => self::web($access, $system, $now), 'ssh' => self::ssh($system, $now)];
        if ($system !== null) {
            $signIns['sshKeys'] = self::keys($system['seen'][Lines::SSH] ?? new Seen(), $now);
        }
        if ($security !== null) {
            $signIns['programs'] = self::programs($security, $now);
        }
        return $signIns;
    }

    /**
     * @param LogDigest|null $access
     * @param LogDigest|null $system
     *
     * @return SignedIn|array{unknown: string, detail?: string}
     */
    private static function web(?array $access, ?array $system, DateTimeImmutable $now): array
    {
        $named = $system['seen'][Lines::WEB] ?? null;
        if ($access === null) {
            // 2024 writes no line of a success, and has no access log.
            return $named === null || $system === null
                ? ['unknown' => CannotRead::NOT_SUPPORTED, 'detail' => 'nginx/access.log']
                : self::told($named, $system['since'], $now);
        }
        $seen = new Seen();
        $seen->join($access['seen'][Lines::WEB] ?? new Seen(), 0);
        $since = $access['since'];
        if ($named !== null && $system !== null) {
            $seen->complement($named);
            // It tells all of them only where it names them.
            $reaches = $named->nameless === 0 && $named->addresses !== [] ? $system['since'] : null;
            $since = $since === null || $reaches === null ? $since ?? $reaches : min($since, $reaches);
        }
        return self::told($seen, $since, $now);
    }

    /**
     * @param LogDigest|null $system
     *
     * @return SignedIn|array{unknown: string, detail?: string}
     */
    private static function ssh(?array $system, DateTimeImmutable $now): array
    {
        return $system === null
            ? ['unknown' => CannotRead::MISSING, 'detail' => 'system/messages']
            : self::told($system['seen'][Lines::SSH] ?? new Seen(), $system['since'], $now);
    }

    /**
     * @return SignedIn
     */
    private static function told(Seen $seen, ?int $since, DateTimeImmutable $now): array
    {
        return [
            'since' => self::since($since, $now),
            'addresses' => self::addresses($seen, $now),
            'nameless' => $seen->nameless,
            'complete' => $seen->complete,
        ];
    }

    /**
     * @return list<array{address: string, last: string, count: int}>
     */
    private static function addresses(Seen $seen, DateTimeImmutable $now): array
    {
        $addresses = [];
        foreach ($seen->addresses as $address => ['last' => $last, 'count' => $count]) {
            $addresses[] = ['address' => (string) $address, 'last' => self::time($last, $now), 'count' => $count];
        }
        return $addresses;
    }

    /**
     * @return list<array{fingerprint: string, last: string}>
     */
    private static function keys(Seen $seen, DateTimeImmutable $now): array
    {
        $keys = [];
        foreach ($seen->keys as $fingerprint => $last) {
            $keys[] = ['fingerprint' => (string) $fingerprint, 'last' => self::time($last, $now)];
        }
        return $keys;
    }

    /**
     * @param LogDigest $log
     *
     * @return Programs
     */
    private static function programs(array $log, DateTimeImmutable $now): array
    {
        $users = [];
        foreach ($log['seen'] as $user => $seen) {
            if ($seen->addresses === []) {
                continue;
            }
            $pbx = $seen->addresses[ProgramLines::THIS_PBX] ?? null;
            $addresses = array_filter(self::addresses($seen, $now), static function (array $row): bool {
                return $row['address'] !== ProgramLines::THIS_PBX;
            });
            $users[] = [
                'user' => (string) $user,
                'pbx' => $pbx === null ? null : ['last' => self::time($pbx['last'], $now), 'count' => $pbx['count']],
                'addresses' => array_values($addresses),
                'complete' => $seen->complete,
            ];
        }
        return ['since' => self::since($log['since'], $now), 'users' => $users, 'complete' => $log['complete']];
    }

    private static function since(?int $since, DateTimeImmutable $now): ?string
    {
        return $since === null ? null : self::time(max($since, self::start($now)), $now);
    }

    private static function time(int $seconds, DateTimeImmutable $now): string
    {
        return (new DateTimeImmutable("@$seconds"))->setTimezone($now->getTimezone())->format(DATE_ATOM);
    }

    private static function start(DateTimeImmutable $now): int
    {
        return $now->getTimestamp() - self::DAYS * self::DAY;
    }

    /**
     * From the newest file back, without a gap, as far as there is time.
     *
     * @param array<string, FileDigest> $earlier
     *
     * @return LogDigest|null null: there is no such log
     */
    private function log(string $name, Lines $lines, DateTimeImmutable $now, float $until, array $earlier): ?array
    {
        $log = new RotatedLog($this->folder . '/' . $name);
        $files = $log->files();
        if ($files === []) {
            return null;
        }
        $since = null;
        $seen = [];
        $isComplete = true;
        foreach ($files as ['path' => $path, 'stamp' => $stamp, 'changed' => $changed]) {
            if ($changed < self::start($now)) {
                // All that it holds is older, and everything newer was read.
                $since = self::start($now);
                break;
            }
            $digest = $earlier["$path $stamp"] ?? $this->file($log, $path, $lines, $until);
            if ($digest === null) {
                break;
            }
            $this->read["$path $stamp"] = $digest;
            $isComplete = $isComplete && $digest['complete'];
            foreach ($digest['seen'] as $service => $there) {
                $isKept = isset($seen[$service]) || count($seen) < self::MOST_SERVICES;
                $isComplete = $isComplete && $isKept;
                if ($isKept) {
                    $seen[$service] = $seen[$service] ?? $lines->nobody();
                    $seen[$service]->join($there, self::start($now));
                }
            }
            $since = $digest['first'] ?? $since;
            if (!$digest['whole']) {
                break;
            }
        }
        return ['since' => $since, 'seen' => $seen, 'complete' => $isComplete];
    }

    /**
     * @return FileDigest|null null: it cannot be read, there was no time left, or its end is not known
     */
    private function file(RotatedLog $log, string $path, Lines $lines, float $until): ?array
    {
        $digest = ['first' => null, 'whole' => false, 'seen' => [], 'complete' => true];
        try {
            $blocks = $log->blocks($path);
            foreach ($blocks as $block) {
                if ($this->pace->uptime() > $until) {
                    return null;
                }
                $digest['first'] = $digest['first'] ?? $lines->firstTime($block);
                foreach ($lines->find($block) as ['service' => $service, 'address' => $address, 'time' => $time, 'count' => $count, 'key' => $key]) {
                    if (!isset($digest['seen'][$service]) && count($digest['seen']) >= self::MOST_SERVICES) {
                        $digest['complete'] = false;
                        continue;
                    }
                    $seen = $digest['seen'][$service] = $digest['seen'][$service] ?? $lines->nobody();
                    if ($key !== '') {
                        $seen->addKey($key, $time);
                    }
                    if ($address === null) {
                        $seen->nameless++;
                    } else {
                        $seen->add($address, $time, $count);
                    }
                }
            }
            $digest['whole'] = $blocks->getReturn();
        } catch (CannotRead $broken) {
            return null;
        }
        // Of what is packed only the beginning was read: between that and the next file there would be a gap.
        return $digest['whole'] || substr($path, -3) !== '.gz' ? $digest : null;
    }
}
