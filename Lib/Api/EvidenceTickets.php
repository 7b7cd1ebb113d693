<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Throwable;

/**
 * What a browser saves evidence with: for one archive, one part of it, from one address, for half a day, so that a large one comes over a slow line, and goes on
 * after an interruption. Nothing is kept: a ticket is a keyed hash of that, and its time.
 */
final class EvidenceTickets
{
    public const PARTS = ['archive', 'hashes'];
    private const SECONDS = 43200;
    private const PURPOSE = 'evidence ticket';
    private const FORM = '/\A(archive|hashes)\.([0-9]{1,12})\.([0-9a-f]{32})\z/';

    private Fingerprints $fingerprints;
    private Clock $clock;

    public function __construct(Fingerprints $fingerprints, Clock $clock)
    {
        $this->fingerprints = $fingerprints;
        $this->clock = $clock;
    }

    /**
     * @param string $archive its id
     * @param string $address of who saves it
     *
     * @throws CannotRead
     */
    public function make(string $archive, string $part, string $address): string
    {
        $time = (string) $this->clock->now()->getTimestamp();
        return "$part.$time." . $this->hash([$archive, $part, $address, $time]);
    }

    /**
     * @return string|null part; null: it is for something else, or over
     *
     * @throws CannotRead
     */
    public function part(string $ticket, string $archive, string $address): ?string
    {
        if (preg_match(self::FORM, $ticket, $found) !== 1) {
            return null;
        }
        [, $part, $time, $hash] = $found;
        $age = $this->clock->now()->getTimestamp() - (int) $time;
        $isGood = hash_equals($this->hash([$archive, $part, $address, $time]), $hash) && $age >= 0 && $age < self::SECONDS;
        return $isGood ? $part : null;
    }

    /**
     * @param list<string> $values
     *
     * @throws CannotRead
     */
    private function hash(array $values): string
    {
        $text = '';
        foreach ($values as $value) {
            $text .= strlen($value) . ':' . $value;
        }
        try {
            return bin2hex($this->fingerprints->of(self::PURPOSE, $text));
        } catch (CannotRead $keyless) {
            throw $keyless->withoutItsTrace();
        } catch (Throwable $broken) {
            throw new CannotRead(CannotRead::FAILED, get_class($broken));
        }
    }
}
