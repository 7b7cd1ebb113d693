<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Throwable;

/**
 * Proof that a write comes from our page: only a page of this PBX can read an answer and send its token back. Nothing is
 * kept: a token is the time it was made and a keyed hash of that time, the person and the login.
 *
 * It is good for half a day after its time and, because clocks are corrected, for a few minutes before. After the clock
 * jumped back a year, older tokens are from the future and refused; the page takes a new one.
 */
final class PageTokens
{
    private const SECONDS = 43200;
    private const SECONDS_BEFORE = 300;
    private const PURPOSE = 'page token';
    private const FORM = '/\A([0-9]{1,12})\.([0-9a-f]{32})\z/';

    private Fingerprints $fingerprints;
    private Clock $clock;

    public function __construct(Fingerprints $fingerprints, Clock $clock)
    {
        $this->fingerprints = $fingerprints;
        $this->clock = $clock;
    }

    /**
     * @throws CannotRead
     */
    public function make(Caller $caller): string
    {
        $time = (string) $this->clock->now()->getTimestamp();
        return $time . '.' . $this->hash($caller, $time);
    }

    /**
     * @throws CannotRead
     */
    public function fits(Caller $caller, string $token): bool
    {
        if (preg_match(self::FORM, $token, $found) !== 1) {
            return false;
        }
        [, $time, $hash] = $found;
        $age = $this->clock->now()->getTimestamp() - (int) $time;
        return hash_equals($this->hash($caller, $time), $hash) && $age >= -self::SECONDS_BEFORE && $age < self::SECONDS;
    }

    /**
     * Lengths keep one name from running into the next text. The login may be the session itself.
     *
     * @throws CannotRead
     */
    private function hash(Caller $caller, string $time): string
    {
        $text = '';
        foreach ([$caller->name(), $caller->binding(), $time] as $value) {
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
