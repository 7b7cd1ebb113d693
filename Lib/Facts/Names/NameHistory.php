<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Names;

use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Names;

/**
 * What a name stands for, and what it stood for before: an answer is added to those that are kept. Providers with several
 * servers name them in turns, so an address counts from when to when it was in answers.
 *
 * @phpstan-type Seen array{address: string, target: string, firstSeen: string, lastSeen: string}
 * @phpstan-type History array{
 *     host: string, resolvedAt: string|null, failed: array{at: string, reason: string}|null, addresses: list<Seen>
 * }
 */
final class NameHistory
{
    private const SERVICES = ['_sip._udp', '_sip._tcp', '_sips._tcp'];
    private const NAME = '/^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_-]{1,63})*$/Di';
    private const NO_SUCH_NAME = 'no-such-name';
    private const MOST_TARGETS = 8;
    private const MOST_ADDRESSES = 64;
    /** An address that is gone for so long is forgotten. */
    private const DAYS = 30;

    private Names $names;

    public function __construct(Names $names)
    {
        $this->names = $names;
    }

    public static function isName(string $host): bool
    {
        return preg_match(self::NAME, $host) === 1 && filter_var($host, FILTER_VALIDATE_IP) === false;
    }

    /**
     * @return History
     */
    public static function none(string $host): array
    {
        return ['host' => $host, 'resolvedAt' => null, 'failed' => null, 'addresses' => []];
    }

    /**
     * @param array<mixed> $kept of the same name; whatever it is
     *
     * @return History
     */
    public function next(string $host, array $kept, DateTimeImmutable $now): array
    {
        $history = self::read($host, $kept);
        $time = $now->format(DATE_ATOM);
        try {
            $answer = $this->ask($host);
        } catch (CannotRead $silent) {
            $history['failed'] = ['at' => $time, 'reason' => CannotRead::FAILED];
            return $history;
        }
        if ($answer === []) {
            $history['failed'] = ['at' => $time, 'reason' => self::NO_SUCH_NAME];
            return $history;
        }
        $seen = [];
        foreach ($history['addresses'] as $old) {
            if (strtotime($old['lastSeen']) >= $now->modify('-' . self::DAYS . ' days')->getTimestamp()) {
                $seen[$old['address']] = $old;
            }
        }
        foreach ($answer as $address => $target) {
            $first = $seen[$address]['firstSeen'] ?? $time;
            // The newest first, so that the oldest are those that are left out.
            unset($seen[$address]);
            $seen = [$address => [
                'address' => $address, 'target' => $target, 'firstSeen' => $first, 'lastSeen' => $time,
            ]] + $seen;
        }
        $kept = array_slice(array_values($seen), 0, self::MOST_ADDRESSES);
        usort($kept, static function (array $a, array $b): int {
            return strcmp($a['address'], $b['address']);
        });
        return ['host' => $host, 'resolvedAt' => $time, 'failed' => null, 'addresses' => $kept];
    }

    /**
     * What was kept, as far as it has the shape of a history.
     *
     * @param array<mixed> $kept
     *
     * @return History
     */
    public static function read(string $host, array $kept): array
    {
        $history = self::none($host);
        $resolvedAt = $kept['resolvedAt'] ?? null;
        $history['resolvedAt'] = is_string($resolvedAt) ? $resolvedAt : null;
        $failed = is_array($kept['failed'] ?? null) ? $kept['failed'] : [];
        [$at, $reason] = [$failed['at'] ?? null, $failed['reason'] ?? null];
        if (is_string($at) && ($reason === self::NO_SUCH_NAME || $reason === CannotRead::FAILED)) {
            $history['failed'] = ['at' => $at, 'reason' => $reason];
        }
        foreach (is_array($kept['addresses'] ?? null) ? $kept['addresses'] : [] as $row) {
            $row = is_array($row) ? $row : [];
            [$address, $target] = [$row['address'] ?? null, $row['target'] ?? null];
            [$first, $last] = [$row['firstSeen'] ?? null, $row['lastSeen'] ?? null];
            if (is_string($address) && is_string($target) && is_string($first) && is_string($last)) {
                $history['addresses'][] = [
                    'address' => $address, 'target' => $target, 'firstSeen' => $first, 'lastSeen' => $last,
                ];
            }
        }
        return $history;
    }

    /**
     * @return array<string, string> the name that an address belongs to, by address
     *
     * @throws CannotRead
     */
    private function ask(string $host): array
    {
        $targets = [$host];
        foreach (self::SERVICES as $service) {
            $targets = array_merge($targets, $this->names->servers("$service.$host"));
        }
        $answer = [];
        foreach (array_slice(array_unique(array_map('strtolower', $targets)), 0, self::MOST_TARGETS) as $target) {
            foreach (self::isName($target) ? $this->names->addresses($target) : [] as $address) {
                if (filter_var($address, FILTER_VALIDATE_IP) !== false) {
                    $answer[$address] = $answer[$address] ?? $target;
                }
            }
        }
        return $answer;
    }
}
