<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;

/**
 * How often a password may be tried: five times in 15 minutes, whoever tries and whichever login.
 *
 * Counted by the time since the machine started: a clock that is set forward would give new tries, one that is set back
 * would lock for as long as it was set back. A restart gives none, either.
 */
final class Tries
{
    private const NAME = 'tries';
    private const MOST = 5;
    private const SECONDS = 900;

    private Storage $storage;
    private Kept $kept;
    private Uptime $uptime;

    public function __construct(Storage $storage, Uptime $uptime)
    {
        $this->storage = $storage;
        $this->kept = new Kept($storage);
        $this->uptime = $uptime;
    }

    /**
     * Takes one.
     *
     * @return int<0, max> 0: taken; else none is left for so many seconds, and none was taken
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function take(): int
    {
        return $this->storage->atOnce(function (): int {
            $ages = [];
            $counted = [];
            foreach ($this->kept->get(self::NAME) ?? [] as $then) {
                $age = is_int($then) ? $this->uptime->since($then) : self::SECONDS;
                if ($age < self::SECONDS) {
                    $ages[] = $age;
                    $counted[] = $then;
                }
            }
            if (count($counted) >= self::MOST) {
                rsort($ages);
                return max(1, self::SECONDS - $ages[count($ages) - self::MOST]);
            }
            $counted[] = $this->uptime->seconds();
            $this->kept->put(self::NAME, $counted);
            return 0;
        });
    }
}
